import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { CreateKeyPairCommand, DescribeImagesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2'
import type { Page } from 'playwright-core'
import { PAGES } from '../../../client/console/pages.js'
import { allow, policy, trust } from '../../support/policies.js'
import { post, signedOut } from '../../support/server.js'
import { type OpenConsole, openConsole } from './open-browser.js'

const PASSWORD = 'lantern Orbit pickle 29'

export interface FullAccount extends OpenConsole {
  /** The cookies of who is signed in: root, a power user, a user who may do nothing, and a role. */
  jars: Readonly<Record<'root' | 'paula' | 'nobody' | 'role', Map<string, string>>>
  /** A page's path with the names that this account has. */
  addressOf(path: string): string
}

/** An account in which every page of the console has something to show. */
export async function openFullAccount(): Promise<FullAccount> {
  const opened = await openConsole()
  const { app, account, iam } = opened
  const { accountId } = account
  await iam.createGroup({ GroupName: 'Developers' })
  await iam.attachGroupPolicy({ GroupName: 'Developers', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' })
  for (const UserName of ['paula', 'nobody', 'alice']) {
    await iam.createUser({ UserName, Tags: [{ Key: 'team', Value: 'blue' }] })
    await iam.createLoginProfile({ UserName, Password: PASSWORD })
  }
  await iam.addUserToGroup({ GroupName: 'Developers', UserName: 'paula' })
  await iam.createAccessKey({ UserName: 'alice' })
  await iam.putUserPolicy({ UserName: 'alice', PolicyName: 'inline', PolicyDocument: policy(allow('s3:Get*')) })
  const made = await iam.createPolicy({ PolicyName: 'readers', PolicyDocument: policy(allow('s3:GetObject')) })
  const policyArn = made.Policy?.Arn ?? ''
  await iam.createPolicyVersion({ PolicyArn: policyArn, PolicyDocument: policy(allow('s3:*')), SetAsDefault: true })
  await iam.createRole({ RoleName: 'Auditor', AssumeRolePolicyDocument: trust(`arn:aws:iam::${accountId}:user/paula`) })
  await iam.attachRolePolicy({ RoleName: 'Auditor', PolicyArn: 'arn:aws:iam::aws:policy/IAMFullAccess' })
  await iam.createOpenIDConnectProvider({ Url: 'https://issuer.example', ClientIDList: ['app'] })
  await iam.updateAccountPasswordPolicy({ MinimumPasswordLength: 12 })

  const trail = new CloudTrail({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials })
  const { Events: [event] = [] } = await trail.lookupEvents({ MaxResults: 1 })
  const eventId = event?.EventId ?? ''

  const ec2 = new EC2Client({ endpoint: app.url, region: 'us-east-1', credentials: account.credentials })
  await ec2.send(new CreateKeyPairCommand({ KeyName: 'web' }))
  const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({}))
  const launched = await ec2.send(
    new RunInstancesCommand({
      ImageId: image?.ImageId,
      InstanceType: 't3.micro',
      KeyName: 'web',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'web server' }] }],
    }),
  )
  const [instance] = launched.Instances ?? []

  /** In the browser that owns the account. */
  const signIn = async (userName: string) => {
    const jar = signedOut(account.jar)
    const { body } = await post<{ session: { id: string } }>(
      app.url,
      '/api/signin',
      { kind: 'iam', account: accountId, userName, password: PASSWORD },
      jar,
    )
    return { jar, session: body.session.id }
  }
  const { jar: paula } = await signIn('paula')
  const { jar: nobody } = await signIn('nobody')
  const { jar: role, session } = await signIn('paula')
  await post(app.url, '/api/signin/switch-role', { session, account: accountId, role: 'Auditor' }, role)

  return {
    ...opened,
    jars: { root: account.jar, paula, nobody, role },
    addressOf: (path) =>
      `/console${path}`
        .replace(':service', 'lambda')
        .replace(':userName', 'alice')
        .replace(':groupName', 'Developers')
        .replace(':roleName', 'Auditor')
        .replace(':arn', encodeURIComponent(policyArn))
        .replace(':providerArn', encodeURIComponent(`arn:aws:iam::${accountId}:oidc-provider/issuer.example`))
        .replace(':eventId', eventId)
        .replace(':instanceId', instance?.InstanceId ?? '')
        .replace(':groupId', instance?.SecurityGroups?.[0]?.GroupId ?? '')
        .replace(':lessonId', 'capstone')
        .replace('/:tab?', ''),
  }
}

const TABS = {
  '/iam/users/:userName': ['groups', 'tags', 'credentials', 'last-accessed'],
  '/iam/groups/:groupName': ['permissions', 'last-accessed'],
  '/iam/roles/:roleName': ['trust', 'tags', 'last-accessed', 'revoke'],
  '/ec2/instances/:instanceId': ['status', 'security', 'networking', 'tags'],
  '/iam/policies/:arn': ['entities', 'versions', 'tags', 'last-accessed'],
}

/** The address of every page of the console. */
export const everyAddress = ({ addressOf }: FullAccount): string[] => [...new Set(PAGES.map(({ path }) => addressOf(path)))]

/** The address of every tab that has one. */
export const everyTab = ({ addressOf }: FullAccount): string[] =>
  Object.entries(TABS).flatMap(([path, names]) => names.map((tab) => addressOf(`${path}/${tab}`)))

/** By address as a deep link does, or within the page as its links do. */
export async function visit(page: Page, address: string, how: 'load' | 'within' = 'load'): Promise<void> {
  if (how === 'load' || page.url() === 'about:blank') await page.goto(address, { waitUntil: 'load' })
  else
    await page.evaluate((to) => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, address)
  await page.locator('h1').first().waitFor()
  // Filled or refused: nothing on the page is loading, and has not been for a moment.
  const settled = () =>
    page.waitForFunction(() => document.querySelector('[class*="status-loading"], [class*="spinner"]') === null)
  await settled()
  await page.waitForTimeout(120)
  await settled()
}
