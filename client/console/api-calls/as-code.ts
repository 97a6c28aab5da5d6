import type { ApiCall } from '../../shared/api-calls.js'
import { kebab } from '../../shared/cli-command.js'

const snake = (name: string): string => kebab(name).replaceAll('-', '_')

/** The call in Python. */
export function boto3Code({ service, region, operation, input }: ApiCall): string {
  const parameters = Object.entries(input).map(([name, value]) => `    ${name}=${python(value)},`)
  const call = parameters.length === 0 ? '()' : `(\n${parameters.join('\n')}\n)`
  const where = region === undefined ? '' : `, region_name="${region}"`
  return `import boto3\n\nclient = boto3.client("${service}"${where})\nresponse = client.${snake(operation)}${call}`
}

function python(value: unknown): string {
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (value instanceof Uint8Array) return `b${JSON.stringify(new TextDecoder().decode(value))}`
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}: ${python(item)}`)
      .join(', ')}}`
  }
  return JSON.stringify(value)
}

function javaScript(value: unknown): string {
  if (value instanceof Uint8Array) return `new TextEncoder().encode(${JSON.stringify(new TextDecoder().decode(value))})`
  return JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')
}

const CLIENTS: Record<string, string> = { iam: 'IAM', sts: 'STS', cloudtrail: 'CloudTrail', ec2: 'EC2' }

/** The call with the SDK for JavaScript, version 3. */
export function sdkCode({ service, region, operation, input }: ApiCall): string {
  const client = `${CLIENTS[service] ?? service}Client`
  const members = Object.entries(input).map(([name, value]) => `  ${JSON.stringify(name)}: ${javaScript(value)}`)
  const json = members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n}`
  const where = region === undefined ? '{}' : `{ region: '${region}' }`
  return `import { ${client}, ${operation}Command } from '@aws-sdk/client-${service}'\n\nconst client = new ${client}(${where})\nconst response = await client.send(new ${operation}Command(${json}))`
}
