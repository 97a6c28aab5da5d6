import { bytesToHex } from '@noble/hashes/utils.js'
import { base64Of } from '../../../aws/base64.js'
import type { JsonObject } from '../python.js'

/**
 * What the CLI adds to an input of EC2 before it checks and sends it. Source: behaviour of botocore: one instance unless
 * --count says more, user data in Base64, a token so that a repeated launch launches nothing.
 */
export function completedForEc2(operation: string, input: JsonObject): JsonObject {
  return operation === 'RunInstances' ? completedLaunch(input) : input
}

function completedLaunch(given: JsonObject): JsonObject {
  const input: JsonObject = { MaxCount: 1, MinCount: 1, ClientToken: randomToken(), ...given }
  const { UserData } = input
  if (typeof UserData === 'string') input.UserData = base64Of(new TextEncoder().encode(UserData))
  else if (UserData instanceof Uint8Array) input.UserData = base64Of(UserData)
  return withAddressOnInterface(input)
}

/** A UUID of version 4, which browsers make on https and loopback alone. */
function randomToken(): string {
  const hex = bytesToHex(crypto.getRandomValues(new Uint8Array(16)))
  const marked = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`
  return marked.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** With a choice about the public address, subnet and groups belong to the network interface. */
function withAddressOnInterface(input: JsonObject): JsonObject {
  const { NetworkInterfaces: interfaces, SubnetId, SecurityGroupIds, PrivateIpAddress, ...others } = input
  const [first] = (interfaces ?? []) as JsonObject[]
  if (first?.AssociatePublicIpAddress === undefined) return input
  return {
    ...others,
    NetworkInterfaces: [
      {
        ...first,
        ...(SubnetId === undefined ? {} : { SubnetId }),
        ...(SecurityGroupIds === undefined ? {} : { Groups: SecurityGroupIds }),
        ...(PrivateIpAddress === undefined ? {} : { PrivateIpAddress }),
      },
      ...(interfaces as JsonObject[]).slice(1),
    ],
  }
}
