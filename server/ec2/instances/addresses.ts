import type { AccountView } from '../../account/account.js'
import type { Random } from '../../account/ports.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import type { DefaultSubnet } from '../default-network.js'
import { isPresent } from './lifecycle.js'
import { PUBLIC_ADDRESSES, privateAddress, publicAddress, SUBNET_CAPACITY } from './network-names.js'

interface Where {
  account: AccountView
  random: Random
}

const present = (account: AccountView) => account.ordered('Instance').filter(isPresent)

/** The first number from a random one on whose address nobody has. */
function firstFree(random: Random, count: number, addressOf: (number: number) => string, used: ReadonlySet<string>): string {
  const [high = 0, low = 0] = random.bytes(2)
  const start = (high << 8) | low
  for (let step = 0; step < count; step++) {
    const address = addressOf((start + step) % count)
    if (!used.has(address)) return address
  }
  throw new Error('there are more instances than addresses')
}

/** An address in the subnet that no instance has: the wanted one, if any. Throws InvalidIPAddress.InUse. */
export function freePrivateAddress({ account, random }: Where, subnet: DefaultSubnet, wanted: string | undefined): string {
  const used = new Set(
    present(account)
      .filter(({ subnetId }) => subnetId === subnet.subnetId)
      .map(({ privateIpAddress }) => privateIpAddress),
  )
  if (wanted === undefined) return firstFree(random, SUBNET_CAPACITY, (number) => privateAddress(subnet, number), used)
  if (used.has(wanted)) throw ec2Error('InvalidIPAddress.InUse', `Address ${wanted} is in use.`)
  return wanted
}

/** A public address that no instance of the account has, nor had last. */
export const freePublicAddress = ({ account, random }: Where): string =>
  firstFree(
    random,
    PUBLIC_ADDRESSES,
    publicAddress,
    new Set(present(account).flatMap(({ publicIpAddress }) => publicIpAddress ?? [])),
  )
