import { EC2, waitUntilInstanceRunning, waitUntilInstanceStopped, waitUntilInstanceTerminated } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIS, cleanEnv, keyEnv, PYTHONS, run } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

interface Session {
  accessKeyId: string
  secretAccessKey: string
  sessionToken: string
}
const envOf = ({ accessKeyId, secretAccessKey, sessionToken }: Session) => ({
  ...cleanEnv('/nonexistent'),
  ...keyEnv({ AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }),
})

let app: TestServer
let ahead = 0
beforeAll(async () => {
  app = await startServer({ clock: { now: () => Date.now() + ahead } })
})
afterAll(() => app.close())

/** Waiters of clients wait on real time. */
const WAIT = { minDelay: 1, maxDelay: 1, maxWaitTime: 60 }

describe('the AWS SDK for JavaScript', () => {
  it('launches, waits, stops, starts, and terminates', async () => {
    const { credentials } = await newAccount(app.url)
    const client = new EC2({ endpoint: app.url, region: 'eu-west-1', credentials, maxAttempts: 1 })
    const { Images = [] } = await client.describeImages({ Owners: ['amazon'] })
    await client.createKeyPair({ KeyName: 'laptop', KeyType: 'ed25519' })
    const launched = await client.runInstances({
      ImageId: Images[0]?.ImageId,
      InstanceType: 't3.micro',
      MinCount: 1,
      MaxCount: 1,
      KeyName: 'laptop',
      UserData: Buffer.from('#!/bin/sh').toString('base64'),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web' }] }],
    })
    const id = launched.Instances?.[0]?.InstanceId ?? ''
    const waiting = { client, ...WAIT }
    const named = { InstanceIds: [id] }
    await waitUntilInstanceRunning(waiting, named)
    const running = await client.describeInstances({ Filters: [{ Name: 'tag:Name', Values: ['w*'] }] })
    expect(running.Reservations?.[0]?.Instances?.[0]).toMatchObject({
      InstanceId: id,
      KeyName: 'laptop',
      PublicDnsName: expect.stringMatching(/^ec2-[\d-]+\.eu-west-1\.compute\.amazonaws\.com$/),
      LaunchTime: expect.any(Date),
    })
    await client.createTags({ Resources: [id], Tags: [{ Key: 'Owner', Value: 'alice' }] })
    expect((await client.describeTags({ Filters: [{ Name: 'resource-id', Values: [id] }] })).Tags).toHaveLength(2)
    expect((await client.getConsoleOutput({ InstanceId: id })).Output).toMatch(/^[A-Za-z0-9+/=]+$/)
    await client.rebootInstances(named)
    await client.stopInstances(named)
    await waitUntilInstanceStopped(waiting, named)
    await client.startInstances(named)
    await waitUntilInstanceRunning(waiting, named)
    await client.terminateInstances(named)
    await waitUntilInstanceTerminated(waiting, named)
    const error = await client.describeInstances({ InstanceIds: ['i-00000000000000001'] }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'InvalidInstanceID.NotFound' })
  })

  it('keeps a group that an instance has', async () => {
    const { credentials } = await newAccount(app.url)
    const client = new EC2({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { GroupId = '' } = await client.createSecurityGroup({ GroupName: 'web', Description: 'web' })
    const { Images = [] } = await client.describeImages({ Owners: ['amazon'] })
    const least = { ImageId: Images[0]?.ImageId, InstanceType: 't3.micro' as const, MinCount: 1, MaxCount: 1 }
    const { Instances = [] } = await client.runInstances({ ...least, SecurityGroups: ['web'] })
    expect(Instances[0]?.SecurityGroups).toEqual([{ GroupId, GroupName: 'web' }])
    const remove = () => client.deleteSecurityGroup({ GroupId })
    await expect(remove()).rejects.toMatchObject({ name: 'DependencyViolation' })
    await client.terminateInstances({ InstanceIds: [Instances[0]?.InstanceId ?? ''] })
    await remove()
  })
})

const SCRIPT = `
import boto3, json, os
ec2 = boto3.client("ec2", region_name="us-east-1", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
run = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=2, MaxCount=2, UserData="#!/bin/sh")
ids = [i["InstanceId"] for i in run["Instances"]]
config = {"Delay": 1, "MaxAttempts": 60}
ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=config)
pages = ec2.get_paginator("describe_instances").paginate(PaginationConfig={"PageSize": 5})
found = [i for page in pages for r in page["Reservations"] for i in r["Instances"]]
resource = boto3.resource("ec2", region_name="us-east-1", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
instance = resource.Instance(ids[0])
instance.terminate()
instance.wait_until_terminated(WaiterConfig=config)
print(json.dumps({"found": sorted(i["InstanceId"] for i in found) == sorted(ids), "public": found[0]["PublicIpAddress"], "state": resource.Instance(ids[0]).state["Name"]}))
`

describe.skipIf(PYTHONS.length === 0).each(PYTHONS)('boto3 of %s', (python) => {
  it('launches, waits, pages, and terminates', async () => {
    const { credentials } = await newAccount(app.url)
    const { out, err } = await run(python, ['-c', SCRIPT], { ...envOf(credentials), AWS_ENDPOINT_URL: app.url })
    expect(err).toBe('')
    expect(JSON.parse(out)).toEqual({ found: true, public: expect.stringMatching(/^\d+\.\d+\.\d+\.\d+$/), state: 'terminated' })
  })
})

describe.skipIf(CLIS.length === 0).each(CLIS)('the unmodified aws CLI at %s', (cli) => {
  it('launches and describes, and tells a dry run', async () => {
    const { credentials } = await newAccount(app.url)
    const aws = (...args: string[]) =>
      run(cli, ['--endpoint-url', app.url, '--region', 'us-east-1', '--output', 'json', 'ec2', ...args], envOf(credentials))
    const image = await aws('describe-images', '--owners', 'amazon', '--query', 'Images[0].ImageId')
    const launch = ['run-instances', '--image-id', JSON.parse(image.out) as string, '--instance-type', 't3.micro']
    expect((await aws(...launch, '--dry-run')).err).toContain('(DryRunOperation)')
    const tags = 'ResourceType=instance,Tags=[{Key=Name,Value=web}]'
    const { out, err } = await aws(...launch, '--user-data', '#!/bin/sh', '--tag-specifications', tags)
    expect(err).toBe('')
    const id = (JSON.parse(out) as { Instances: { InstanceId: string }[] }).Instances[0]?.InstanceId ?? ''
    ahead += 60_000
    const query = 'Reservations[].Instances[].[InstanceId,State.Name]'
    expect(JSON.parse((await aws('describe-instances', '--query', query)).out)).toEqual([[id, 'running']])
    expect((await aws('wait', 'instance-running', '--instance-ids', id)).code).toBe(0)
    expect((await aws('wait', 'instance-status-ok', '--instance-ids', id)).code).toBe(0)
    const output = await aws('get-console-output', '--instance-id', id, '--output', 'text')
    expect(output.out).toContain('login:')
  })
})
