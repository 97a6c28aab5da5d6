import { EC2 } from '@aws-sdk/client-ec2'
import { IAM } from '@aws-sdk/client-iam'
import { STS } from '@aws-sdk/client-sts'
import type { SigningKeys } from '../../server/wire/request.js'
import { type Answer, plainOutput } from './answer.js'
import { Transport } from './transport.js'

const CLIENTS = { iam: IAM, sts: STS, ec2: EC2 }

export interface Call {
  url: string
  /** `iam.CreateUser` */
  op: string
  params: Record<string, unknown>
  keys: SigningKeys | 'anonymous'
  region: string
}

/**
 * Sends a call with the AWS SDK and returns what the server answered.
 * Throws if no answer came or the SDK couldn't read it: an expected failure must be an answer, not a broken test.
 */
export async function call({ url, op, params, keys, region }: Call): Promise<Answer> {
  const [service = '', name = ''] = op.split('.')
  const transport = new Transport(keys === 'anonymous')
  const client = new CLIENTS[service as keyof typeof CLIENTS]({
    endpoint: url,
    region,
    credentials: keys === 'anonymous' ? { accessKeyId: 'none', secretAccessKey: 'none' } : keys,
    maxAttempts: 1,
    requestHandler: transport,
  }) as unknown as Record<string, (input: object) => Promise<Record<string, unknown>>>
  const method = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
  try {
    const output = await client[method]?.(params)
    if (!output) throw new Error(`the SDK has no ${op}`)
    return { status: transport.checked(params).status, output: plainOutput(output) }
  } catch (error) {
    const failure = transport.failure(error)
    if (!failure) throw error
    transport.checked(params)
    return failure
  }
}
