import { compactBase64 } from '../../aws/base64.js'

/** Bytes before Base64. Source: EC2 User Guide, "Run commands when you launch an EC2 instance". */
export const USER_DATA_BYTES = 16_384

/** How many bytes a Base64 text stands for; undefined if it is none. Line ends don't count. */
export function userDataBytes(base64: string): number | undefined {
  const compact = compactBase64(base64)
  if (compact === undefined) return undefined
  return (compact.length / 4) * 3 - (compact.match(/=+$/)?.[0].length ?? 0)
}
