import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIS, cleanEnv, type Env, keyEnv, run } from '../support/aws-cli.js'
import { startServer, type TestServer } from '../support/server.js'

let app: TestServer
let folder: string
let env: Env
beforeAll(async () => {
  app = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-absent-'))
  env = { ...cleanEnv(folder), ...keyEnv({ AccessKeyId: 'AKIARZPUZDIKGB2VALC4', SecretAccessKey: 'any' }) }
  writeFileSync(join(folder, 'file'), Buffer.alloc(3_000_000))
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(CLIS.length === 0).each(CLIS)('the unmodified aws CLI at %s', (cli) => {
  it.concurrent.each([
    ['s3 ls', 'ListBuckets', 'Amazon S3'],
    ['s3 ls s3://bucket', 'ListObjectsV2', 'Amazon S3'],
    ['s3 mb s3://bucket', 'CreateBucket', 'Amazon S3'],
    ['s3 cp FILE s3://bucket/key --no-progress', 'PutObject', 'Amazon S3'],
    ['lambda list-functions', 'ListFunctions', 'AWS Lambda'],
    ['organizations list-accounts', 'ListAccounts', 'AWS Organizations'],
    ['dynamodb list-tables', 'ListTables', 'Amazon DynamoDB'],
    ['sns list-topics', 'ListTopics', 'Amazon SNS'],
    ['sqs list-queues', 'ListQueues', 'Amazon SQS'],
    ['cloudwatch list-metrics', 'ListMetrics', 'Amazon CloudWatch'],
    ['route53 list-hosted-zones', 'ListHostedZones', 'Amazon Route 53'],
  ])('prints why %s can’t work', async (command, operation, name) => {
    const args = command.replace('FILE', join(folder, 'file')).split(' ')
    const { code, err } = await run(cli, ['--endpoint-url', app.url, ...args], env)
    expect(err).toContain(
      `An error occurred (NotImplemented) when calling the ${operation} operation: IAM Dojo doesn't have ${name}: it simulates IAM, STS, EC2's key pairs and instances, and CloudTrail's event history.`,
    )
    expect(code).toBeGreaterThan(0)
  })
})

function s3cmdIsThere(): boolean {
  try {
    execFileSync('s3cmd', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

describe.skipIf(!s3cmdIsThere())('s3cmd', () => {
  it.each([[[]], [['--signature-v2']]])('prints why its buckets can’t be listed %j', async (options) => {
    const { host } = new URL(app.url)
    const own = ['--access_key=AKIARZPUZDIKGB2VALC4', '--secret_key=any', `--host=${host}`, `--host-bucket=${host}`, '--no-ssl']
    const { code, err } = await run('s3cmd', [...own, ...options, 'ls'], env)
    expect(err).toContain("S3 error: 501 (NotImplemented): IAM Dojo doesn't have Amazon S3:")
    expect(code).toBeGreaterThan(0)
  })
})
