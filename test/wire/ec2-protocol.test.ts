import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EC2 } from '@aws-sdk/client-ec2'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sign } from '../../server/sigv4/sign.js'
import { callRequest } from '../../server/wire/request.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
let accountId: string
let credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
let ec2: EC2

const clientOf = (keys: typeof credentials, region = 'eu-west-1') =>
  new EC2({ endpoint: app.url, region, credentials: keys, maxAttempts: 1 })

beforeAll(async () => {
  app = await startServer()
  ;({ accountId, credentials } = await newAccount(app.url))
  ec2 = clientOf(credentials)
})
afterAll(() => app.close())

/** A form as it is sent, signed for a Region and service. */
async function send(form: string, { region = 'eu-west-1', service = 'ec2', keys = credentials, now = Date.now() } = {}) {
  const { host } = new URL(app.url)
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: form,
    region,
    service,
    credentials: keys,
    now,
  })
  const response = await fetch(app.url, { method: 'POST', headers, body: form })
  const text = await response.text()
  const part = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1]
  return { status: response.status, headers: response.headers, text, code: part('Code'), message: part('Message') }
}
const call = (action: string, form = '') => send(`Action=${action}&Version=2016-11-15${form}`)

describe('an answer of EC2', () => {
  it('has the members without a wrapper, and the request ID first', async () => {
    const { status, headers, text } = await call('DescribeRegions', '&RegionName.1=eu-west-1')
    const id = headers.get('x-amzn-requestid')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/xml;charset=UTF-8')
    expect(headers.get('server')).toBe('AmazonEC2')
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>${id}</requestId><regionInfo><item><optInStatus>opt-in-not-required</optInStatus><regionName>eu-west-1</regionName><regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint></item></regionInfo></DescribeRegionsResponse>\n`,
    )
  })

  it('is true for an operation without an output, and has an element for an empty list', async () => {
    const { GroupId } = await ec2.createSecurityGroup({ GroupName: 'answers', Description: 'x' })
    const { text } = await call('CreateTags', `&ResourceId.1=${GroupId}&Tag.1.Key=a&Tag.1.Value=%3Cb%3E`)
    expect(text).toContain('<return>true</return></CreateTagsResponse>')
    expect((await call('DescribeSecurityGroups', '&GroupName.1=answers')).text).toContain('<value>&lt;b&gt;</value>')
    expect((await call('DescribeVpcs')).text).toContain('<tagSet/>')
  })

  it('is an error in EC2’s document', async () => {
    const { status, headers, text } = await call('DescribeVpcs', '&VpcId.1=vpc-12345678')
    expect(status).toBe(400)
    expect(text).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>The vpc ID 'vpc-12345678' does not exist</Message></Error></Errors><RequestID>${headers.get('x-amzn-requestid')}</RequestID></Response>\n`,
    )
  })
})

describe('a request to EC2', () => {
  it.each([
    ['DescribeRegions', '&Foo=1', 'UnknownParameter', 'The parameter Foo is not recognized'],
    ['DescribeRegions', '&Filter.1.Item=1', 'UnknownParameter', 'The parameter Item is not recognized'],
    ['DescribeRegions', '&RegionName.member.1=us-east-1', 'UnknownParameter', 'The parameter member is not recognized'],
    ['DescribeRegions', '&RegionName=us-east-1', 'UnknownParameter', 'The parameter RegionName is not recognized'],
    ['DescribeRegions', '&DryRun.x=true', 'UnknownParameter', 'The parameter x is not recognized'],
    ['DescribeRegions', '&DryRun=yes', 'InvalidParameterValue', "Invalid value 'yes' for DryRun."],
    ['DescribeVpcs', '&MaxResults=many', 'InvalidParameterValue', "Invalid value 'many' for MaxResults."],
    [
      'DescribeVpcs',
      '&MaxResults=4',
      'InvalidParameterValue',
      'Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
    ],
    [
      'DescribeTags',
      '&MaxResults=1001',
      'InvalidParameterValue',
      'Value ( 1001 ) for parameter maxResults is invalid. Expecting a value less than 1000.',
    ],
    [
      'DescribeSubnets',
      '&MaxResults=5&SubnetId.1=subnet-12345678',
      'InvalidParameterCombination',
      'The parameter subnetIds cannot be used with the parameter maxResults',
    ],
    ['DescribeSubnets', '&NextToken=x', 'InvalidPaginationToken', 'The specified pagination token is not valid or is expired.'],
    ['DescribeVpcs', '&VpcId.1=x', 'InvalidVpcID.Malformed', 'Invalid id: "x" (expecting "vpc-...")'],
    ['DescribeVpcs', '&VpcId.1=vpc-x', 'InvalidVpcID.Malformed', 'Invalid id: "vpc-x"'],
    [
      'DescribeSecurityGroupRules',
      '&SecurityGroupRuleId.1=x',
      'InvalidSecurityGroupRuleId.Malformed',
      'Invalid id: "x" (expecting "sgr-...")',
    ],
    ['DescribeVpcs', '&Filter.1.Name=color&Filter.1.Value.1=x', 'InvalidParameterValue', "The filter 'color' is invalid"],
    [
      'DescribeVpcs',
      `&Filter.1.Name=state&Filter.1.Value.1=${'x'.repeat(256)}`,
      'FilterLimitExceeded',
      'The maximum length for a filter value is 255 characters',
    ],
    [
      'DescribeVpcs',
      `&Filter.1.Name=state${Array.from({ length: 201 }, (_, i) => `&Filter.1.Value.${i + 1}=x`).join('')}`,
      'FilterLimitExceeded',
      'The maximum number of filter values specified on a single call is 200',
    ],
    ['CreateSecurityGroup', '&GroupDescription=x', 'MissingParameter', 'The request must contain the parameter GroupName'],
    [
      'CreateSecurityGroup',
      '&GroupName=x&GroupDescription=',
      'MissingParameter',
      'The request must contain the parameter GroupDescription',
    ],
    ['CreateTags', '&ResourceId.1=vpc-12345678', 'MissingParameter', 'The request must contain the parameter tagSet'],
    ['DescribeNothing', '', 'InvalidAction', 'The action DescribeNothing is not valid for this web service.'],
  ])('%s with %s is %s', async (action, form, code, message) => {
    expect(await call(action, form)).toMatchObject({ status: 400, code, message })
  })

  it('names its version and action', async () => {
    expect(await send('Action=DescribeRegions')).toMatchObject({ code: 'MissingParameter' })
    expect(await send('Version=2016-11-15')).toMatchObject({ code: 'MissingAction' })
    expect(await send('Action=DescribeRegions&Version=2010-15-05')).toMatchObject({
      status: 400,
      code: 'NoSuchVersion',
      message: 'The requested version (2010-15-05) of service AmazonEC2 does not exist',
    })
  })

  it('is refused in EC2’s words when its signature or credential is wrong', async () => {
    const failed = { status: 401, code: 'AuthFailure', message: 'AWS was not able to validate the provided access credentials' }
    const form = 'Action=DescribeRegions&Version=2016-11-15'
    expect(await send(form, { keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } })).toMatchObject(failed)
    expect(await send(form, { keys: { ...credentials, secretAccessKey: 'x' } })).toMatchObject(failed)
    expect(await send(form, { service: 'iam' })).toMatchObject(failed)
    expect(await send(form, { region: 'xx-west-1' })).toMatchObject(failed)
    expect(await send(form, { now: Date.now() + 3_600_000 })).toMatchObject(failed)
    expect(await send(form, { now: Date.now() - 3_600_000 })).toMatchObject({
      status: 400,
      code: 'RequestExpired',
      message: 'Request has expired.',
    })
    const unsigned = await fetch(app.url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form,
    })
    expect(await unsigned.text()).toContain('<Message>The request must contain the parameter AWSAccessKeyId</Message>')
  })

  it('is tried out with DryRun, which changes nothing', async () => {
    const dry = ec2.createSecurityGroup({ GroupName: 'dry', Description: 'x', DryRun: true })
    await expect(dry).rejects.toMatchObject({
      name: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      $metadata: { httpStatusCode: 412 },
    })
    const { SecurityGroups = [] } = await ec2.describeSecurityGroups({ Filters: [{ Name: 'group-name', Values: ['dry'] }] })
    expect(SecurityGroups).toEqual([])
  })

  it('that no policy allows gets an encoded message, which STS decodes', async () => {
    const user = await newUser()
    const refused = await clientOf(user)
      .deleteSecurityGroup({ GroupId: 'sg-12345678', DryRun: true })
      .catch((error: Error) => error)
    const { message } = refused as Error
    const sentence = `You are not authorized to perform this operation. User: arn:aws:iam::${accountId}:user/ec2-user is not authorized to perform: ec2:DeleteSecurityGroup on resource: arn:aws:ec2:eu-west-1:${accountId}:security-group/sg-12345678 because no identity-based policy allows the ec2:DeleteSecurityGroup action. Encoded authorization failure message: `
    expect(message.slice(0, sentence.length)).toBe(sentence)
    expect(refused).toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } })
    const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { DecodedMessage = '' } = await sts.decodeAuthorizationMessage({ EncodedMessage: message.slice(sentence.length) })
    const decoded = JSON.parse(DecodedMessage) as { context: { conditions: { items: unknown[] } } }
    expect(decoded).toMatchObject({
      allowed: false,
      explicitDeny: false,
      matchedStatements: { items: [] },
      context: {
        action: 'ec2:DeleteSecurityGroup',
        resource: `arn:aws:ec2:eu-west-1:${accountId}:security-group/sg-12345678`,
        principal: { name: 'ec2-user', arn: `arn:aws:iam::${accountId}:user/ec2-user` },
      },
    })
    expect(decoded.context.conditions.items).toContainEqual({ key: 'ec2:Region', values: { items: [{ value: 'eu-west-1' }] } })
  })

  it('comes in pages that fit together', async () => {
    for (let n = 0; n < 7; n++) await ec2.createSecurityGroup({ GroupName: `page${n}`, Description: 'x' })
    const names: (string | undefined)[] = []
    let NextToken: string | undefined
    do {
      const page = await ec2.describeSecurityGroups({ MaxResults: 5, ...(NextToken ? { NextToken } : {}) })
      names.push(...(page.SecurityGroups ?? []).map(({ GroupName }) => GroupName))
      NextToken = page.NextToken
    } while (NextToken)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toEqual(expect.arrayContaining(['default', 'page0', 'page6']))
  })

  it('is written by the server’s own actors in the same way', async () => {
    const { headers, body } = callRequest({
      call: 'ec2:DescribeRegions',
      input: { RegionNames: ['us-east-1', 'sa-east-1'], Filters: [{ Name: 'region-name', Values: ['sa-*'] }] },
      host: new URL(app.url).host,
      userAgent: 'test',
      keys: credentials,
      now: Date.now(),
    })
    expect(decodeURIComponent(body)).toContain('RegionName.2=sa-east-1&Filter.1.Name=region-name&Filter.1.Value.1=sa-*')
    const response = await fetch(app.url, { method: 'POST', headers, body })
    expect((await response.text()).match(/<regionName>[^<]*/g)).toEqual(['<regionName>sa-east-1'])
  })
})

async function newUser(): Promise<typeof credentials> {
  const iam = async (action: string, input: Record<string, string>) => {
    const body = new URLSearchParams({ Action: action, Version: '2010-05-08', ...input }).toString()
    return (await send(body, { service: 'iam', region: 'us-east-1' })).text
  }
  await iam('CreateUser', { UserName: 'ec2-user' })
  const key = await iam('CreateAccessKey', { UserName: 'ec2-user' })
  const part = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(key)?.[1] ?? ''
  return { accessKeyId: part('AccessKeyId'), secretAccessKey: part('SecretAccessKey') }
}

const hasBoto3 = async (): Promise<boolean> =>
  promisify(execFile)('/usr/bin/python3', ['-c', 'import boto3']).then(
    () => true,
    () => false,
  )

describe.skipIf(!(await hasBoto3()))('boto3', () => {
  it('reads regions, groups, and an error', async () => {
    const script = [
      'import boto3, sys',
      "c = boto3.client('ec2', endpoint_url=sys.argv[1], region_name='us-west-2')",
      "print(len(c.describe_regions()['Regions']))",
      "g = c.create_security_group(GroupName='py', Description='x')['GroupId']",
      "r = c.authorize_security_group_ingress(GroupId=g, IpPermissions=[{'IpProtocol': 'tcp', 'FromPort': 22, 'ToPort': 22, 'IpRanges': [{'CidrIp': '10.0.0.0/8'}]}])",
      "print(r['Return'], r['SecurityGroupRules'][0]['CidrIpv4'])",
      "print(c.describe_security_groups(GroupIds=[g])['SecurityGroups'][0]['IpPermissions'][0]['FromPort'])",
      'try: c.delete_security_group(GroupName="default")',
      'except c.exceptions.ClientError as e: print(e.response["Error"]["Code"], e.response["ResponseMetadata"]["HTTPStatusCode"])',
    ].join('\n')
    const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-c', script, app.url], {
      env: {
        ...process.env,
        AWS_ACCESS_KEY_ID: credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
        AWS_SESSION_TOKEN: credentials.sessionToken ?? '',
      },
    })
    expect(stdout.trim().split('\n')).toEqual(['17', 'True 10.0.0.0/8', '22', 'CannotDelete 400'])
  })
})
