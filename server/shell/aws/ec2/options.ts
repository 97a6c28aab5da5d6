import type { Value } from '../argparse.js'
import type { Argument } from '../argument.js'
import { generalError, parameterError } from '../errors.js'
import type { JsonObject } from '../python.js'

/**
 * The options that the CLI has for EC2 beside those of the model: --count in place of two, --protocol, --port and --cidr for
 * a single rule, and a public address without a network interface. Source: behaviour of the CLI 2.9.
 */
export function withEc2Options(operation: string, options: readonly Argument[]): Argument[] {
  const renamed = options.map(withItsOwnName)
  if (operation === 'RunInstances') {
    const others = renamed.filter(({ dest }) => dest !== 'min-count' && dest !== 'max-count')
    return [...others, COUNT, ...PUBLIC_ADDRESS]
  }
  if (operation !== 'AuthorizeSecurityGroupIngress' && operation !== 'RevokeSecurityGroupIngress') return renamed
  return [...renamed.map((option) => (REPLACED.has(option.dest) ? { ...option, hidden: true } : option)), ...RULE]
}

const withItsOwnName = (option: Argument): Argument =>
  option.flag === '--no-disable-api-termination' ? { ...option, flag: '--enable-api-termination' } : option

/** What may not stand beside each other. */
export function checkEc2Options(operation: string, values: ReadonlyMap<string, Value>): void {
  if (operation === 'RunInstances' && values.has('network-interfaces') && values.get('associate-public-ip-address') === true) {
    throw parameterError('Mixing the --network-interfaces option with the simple, scalar options is not supported.')
  }
  const other = values.has('ip-permissions') ? RULE.find(({ dest }) => values.has(dest)) : undefined
  if (other) throw parameterError(`The ${other.flag} option is not compatible with the --ip-permissions option `)
}

const COUNT: Argument = {
  ...{ flag: '--count', dest: 'count', takes: 'one' },
  fill(input, value) {
    const [, least = '', most = least] = /^\s*([+-]?\d+)\s*(?::\s*([+-]?\d+)\s*)?$/.exec(String(value)) ?? []
    // In 2.9, its own message for this is lost to a missing import.
    if (least === '') throw generalError("name 'ParamValidationError' is not defined")
    input.MinCount = Number(least)
    input.MaxCount = Number(most)
  },
}

const fillPublicAddress: Argument['fill'] = (input, value) => {
  input.NetworkInterfaces ??= [{ DeviceIndex: 0 }]
  const [first] = input.NetworkInterfaces as JsonObject[]
  if (first) first.AssociatePublicIpAddress = value === true
}

const PUBLIC_ADDRESS: readonly Argument[] = [
  {
    ...{ flag: '--associate-public-ip-address', dest: 'associate-public-ip-address', takes: 'nothing' },
    ...{ constant: true, fill: fillPublicAddress },
  },
  {
    ...{ flag: '--no-associate-public-ip-address', dest: 'associate-public-ip-address', takes: 'nothing' },
    ...{ constant: false, fill: fillPublicAddress },
  },
]

/** The one rule that the options below describe. */
function ruleIn(input: JsonObject): JsonObject {
  input.IpPermissions ??= [{}]
  return (input.IpPermissions as JsonObject[])[0] ?? {}
}

function sourceIn(input: JsonObject): JsonObject {
  const rule = ruleIn(input)
  rule.UserIdGroupPairs ??= [{}]
  return (rule.UserIdGroupPairs as JsonObject[])[0] ?? {}
}

const RULE: readonly Argument[] = [
  {
    ...{ flag: '--protocol', dest: 'protocol', takes: 'one' },
    fill(input, value) {
      ruleIn(input).IpProtocol = protocolOf(String(value))
    },
  },
  {
    ...{ flag: '--port', dest: 'port', takes: 'one' },
    fill(input, value) {
      const [from, to] = portsOf(String(value))
      Object.assign(ruleIn(input), { FromPort: from, ToPort: to })
    },
  },
  {
    ...{ flag: '--cidr', dest: 'cidr', takes: 'one' },
    fill(input, value) {
      ruleIn(input).IpRanges = [{ CidrIp: String(value) }]
    },
  },
  {
    ...{ flag: '--source-group', dest: 'source-group', takes: 'one' },
    fill(input, value) {
      sourceIn(input)[String(value).startsWith('sg-') ? 'GroupId' : 'GroupName'] = String(value)
    },
  },
  {
    ...{ flag: '--group-owner', dest: 'group-owner', takes: 'one' },
    fill(input, value) {
      sourceIn(input).UserId = String(value)
    },
  },
]

/** Still taken, but the manual names the new ones. */
const REPLACED: ReadonlySet<string> = new Set([
  ...['ip-protocol', 'from-port', 'to-port', 'cidr-ip', 'source-security-group-name', 'source-security-group-owner-id'],
])

function protocolOf(text: string): string {
  if (/^\s*[+-]?\d+\s*$/.test(text)) {
    if (Number(text) >= -1 && Number(text) <= 255) return text
    throw parameterError('protocol numbers must be in the range 0-255 or -1 to specify all protocols')
  }
  if (!['tcp', 'udp', 'icmp', 'all'].includes(text)) {
    throw parameterError('protocol parameter should be one of: tcp|udp|icmp|all or any valid protocol number.')
  }
  return text === 'all' ? '-1' : text
}

function portsOf(text: string): [number, number] {
  if (text === '-1' || text === 'all') return [-1, -1]
  const [, from = '', to = from] = /^\s*(\d+)\s*(?:-\s*([+-]?\d+)\s*)?$/.exec(text) ?? []
  if (from === '') throw parameterError('port parameter should be of the form <from[-to]> (e.g. 22 or 22-25)')
  return [Number(from), Number(to)]
}
