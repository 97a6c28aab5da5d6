import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyEnv, PYTHONS, run } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
})
afterAll(() => app.close())

/** Drives boto3 as it is: clients, waiters, paginators and the IAM resource API. */
const SCRIPT = `
import boto3, json, os, sys
from botocore.exceptions import ClientError

# Debian's boto3 is older than AWS_ENDPOINT_URL.
endpoint = {"endpoint_url": os.environ["AWS_ENDPOINT_URL"]}
iam = boto3.client("iam", **endpoint)
sts = boto3.client("sts", **endpoint)
account = sts.get_caller_identity()["Account"]
told = {}

for n in range(12):
    iam.create_user(UserName=f"user-{n:02}", Tags=[{"Key": "n", "Value": str(n)}])
iam.get_waiter("user_exists").wait(UserName="user-00")
pages = iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 5})
told["users"] = [u["UserName"] for page in pages for u in page["Users"]]

trust = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": account}, "Action": "sts:AssumeRole"}]})
iam.create_role(RoleName="Deploy", AssumeRolePolicyDocument=trust, MaxSessionDuration=7200)
iam.get_waiter("role_exists").wait(RoleName="Deploy")
told["trust"] = iam.get_role(RoleName="Deploy")["Role"]["AssumeRolePolicyDocument"]
iam.create_instance_profile(InstanceProfileName="web")
iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="Deploy")
iam.get_waiter("instance_profile_exists").wait(InstanceProfileName="web")
told["profiles"] = [p["InstanceProfileName"] for p in iam.list_instance_profiles_for_role(RoleName="Deploy")["InstanceProfiles"]]

resource = boto3.resource("iam", **endpoint)
user = resource.User("user-00")
policy = resource.create_policy(PolicyName="P", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["iam:GetUser", "sts:AssumeRole"], "Resource": "*"}]}))
user.attach_policy(PolicyArn=policy.arn)
told["attached"] = [p.policy_name for p in user.attached_policies.all()]
group = resource.create_group(GroupName="G")
group.add_user(UserName="user-00")
told["groups"] = [g.name for g in user.groups.all()]
key = user.create_access_key_pair()
session = boto3.Session(aws_access_key_id=key.id, aws_secret_access_key=key.secret)
told["own"] = session.client("sts", **endpoint).get_caller_identity()["Arn"]
assumed = session.client("sts", **endpoint).assume_role(RoleArn=f"arn:aws:iam::{account}:role/Deploy", RoleSessionName="boto")
told["assumed"] = assumed["AssumedRoleUser"]["Arn"]
try:
    session.client("iam", **endpoint).list_users()
except ClientError as error:
    told["denied"] = [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
try:
    iam.delete_user(UserName="user-00")
except iam.exceptions.DeleteConflictException as error:
    told["conflict"] = error.response["Error"]["Message"]
told["summary"] = iam.get_account_summary()["SummaryMap"]["Users"]
told["details"] = len(iam.get_paginator("get_account_authorization_details").paginate(Filter=["Role"]).build_full_result()["RoleDetailList"])
events = boto3.client("cloudtrail", **{**endpoint, "region_name": "us-east-1"}).lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateRole"}])["Events"]
told["events"] = [e["Username"] for e in events]
json.dump(told, sys.stdout)
`

describe.skipIf(PYTHONS.length === 0).each(PYTHONS)('boto3 of %s', (python) => {
  it('drives clients, waiters, paginators and the resource API', async () => {
    const { credentials: c, accountId } = await newAccount(app.url)
    const env = {
      PATH: process.env.PATH ?? '',
      AWS_DEFAULT_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: app.url,
      AWS_CONFIG_FILE: '/nonexistent',
      AWS_SHARED_CREDENTIALS_FILE: '/nonexistent',
      ...keyEnv({ AccessKeyId: c.accessKeyId, SecretAccessKey: c.secretAccessKey, SessionToken: c.sessionToken }),
    }
    const { code, out, err } = await run(python, ['-c', SCRIPT], env)
    expect(err).toBe('')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({
      users: Array.from({ length: 12 }, (_, n) => `user-${String(n).padStart(2, '0')}`),
      trust: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: accountId }, Action: 'sts:AssumeRole' }],
      },
      profiles: ['web'],
      attached: ['P'],
      groups: ['G'],
      own: `arn:aws:iam::${accountId}:user/user-00`,
      assumed: `arn:aws:sts::${accountId}:assumed-role/Deploy/boto`,
      denied: ['AccessDenied', 403],
      conflict: 'Cannot delete entity, must remove users from group first.',
      summary: 12,
      details: 1,
      events: ['root'],
    })
  })
})
