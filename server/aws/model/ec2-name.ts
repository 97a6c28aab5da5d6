import type { ShapeRef } from './model.js'

/** A member's name in a request of EC2: lists and structures inside it have names of the same kind. Source: botocore, EC2Serializer. */
export function ec2Name(member: string, { queryName, locationName }: ShapeRef): string {
  if (queryName !== undefined) return queryName
  return locationName === undefined ? member : locationName.charAt(0).toUpperCase() + locationName.slice(1)
}
