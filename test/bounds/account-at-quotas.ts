import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Draft } from '../../server/account/account.js'
import { policyArn } from '../../server/account/arns.js'
import { accessKeyId } from '../../server/account/ids.js'
import { newAccount } from '../../server/account/new-account.js'
import { EC2_QUOTA, QUOTA } from '../../server/account/quotas.js'
import { Secret } from '../../server/account/secret.js'
import { openStore } from '../../server/store/store.js'
import type { SigningKeys } from '../../server/wire/request.js'
import { seededRandom } from '../support/world.js'
import { filled } from './worst-documents.js'

export interface AccountAtQuotas {
  accountId: string
  /** Root's keys. */
  root: SigningKeys
  /** Of a user whose policies and groups are all as large as they may be. */
  user: SigningKeys
  /** For `iam-dojo serve`. */
  args: string[]
  env: Record<string, string>
  remove(): void
}

const MASTER_KEY = new Uint8Array(32).fill(7)
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const ACCOUNT = '200000000000'
const NOW = Date.now()
const MFA_DEVICES = QUOTA.VirtualMFADevicesPerAccount

const number = (prefix: string, n: number): string => `${prefix}${String(n).padStart(17, 'A')}`

const EVERYTHING = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'

/** A policy of so many characters that never applies and is looked at as a whole. */
const documentOf = (characters: number, n: number): string =>
  `{"Version":"2012-10-17","Id":"${n}","Statement":[${filled((s) => `{"Sid":"s${s}","Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::${n}:*a*${s}"}`, characters - 60)}]}`

/**
 * A data folder with an account in which everything is as much as AWS's quotas allow. Entities that differ in nothing
 * but their names are enough to be many; documents are as large as may be.
 */
export async function accountAtQuotas(): Promise<AccountAtQuotas> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-quotas-'))
  const clock = { now: () => NOW }
  const store = await openStore({ engine: 'sqlite', file: join(folder, 'iam-dojo.db'), masterKey: MASTER_KEY, clock })
  const random = seededRandom()
  const email = 'quotas@example.com'
  const draft = newAccount({
    accountId: ACCOUNT,
    name: 'Quotas',
    email,
    passwordHash: 'x'.repeat(60),
    passwordScore: 4,
    now: NOW,
    random,
  })
  addPolicies(draft)
  addGroups(draft)
  addRoles(draft)
  addKeyPairs(draft)
  const keys = addUsers(draft)
  await store.accounts.commit({
    accountId: ACCOUNT,
    baseVersion: 0,
    changes: draft.changes(),
    claims: draft.claims.map(({ entry }) => entry),
    releases: [],
    records: [],
  })
  await store.close()
  return {
    accountId: ACCOUNT,
    root: keys.root,
    user: keys.user,
    args: ['--data', folder],
    env: { IAM_DOJO_MASTER_KEY: Buffer.from(MASTER_KEY).toString('base64') },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const nameOfPolicy = (n: number): string => `policy-${n}`
const arnOfPolicy = (n: number): string => policyArn(ACCOUNT, { path: '/', policyName: nameOfPolicy(n) })
const tags = Array.from({ length: 5 }, (_, n) => ({ Key: `key-${n}`, Value: 'value' }))
const ten = (from: number): string[] =>
  Array.from({ length: 10 }, (_, n) => arnOfPolicy((from * 10 + n) % QUOTA.PoliciesPerAccount))

function addPolicies(draft: Draft): void {
  for (let n = 0; n < QUOTA.PoliciesPerAccount; n++) {
    draft.put('ManagedPolicy', {
      policyId: number('ANPA', n),
      arn: arnOfPolicy(n),
      policyName: nameOfPolicy(n),
      path: '/',
      createDate: NOW,
      updateDate: NOW,
      defaultVersionId: 'v5',
      nextVersion: 6,
      versions: Array.from({ length: QUOTA.VersionsPerPolicy }, (_, version) => ({
        versionId: `v${version + 1}`,
        document: n === 0 ? EVERYTHING : documentOf(QUOTA.PolicySize, n),
        createDate: NOW,
      })),
      tags,
    })
  }
}

function addGroups(draft: Draft): void {
  for (let n = 0; n < QUOTA.GroupsPerAccount; n++) {
    draft.put('Group', {
      groupId: number('AGPA', n),
      groupName: `group-${n}`,
      path: '/',
      createDate: NOW,
      attachedPolicies: ten(n),
      inlinePolicies: { own: documentOf(QUOTA.GroupPolicySize, n) },
    })
  }
}

function addRoles(draft: Draft): void {
  for (let n = 0; n < QUOTA.RolesPerAccount; n++) {
    draft.put('Role', {
      roleId: number('AROA', n),
      roleName: `role-${n}`,
      path: '/',
      createDate: NOW,
      trustPolicy: `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":[${filled((s) => `"${number('AIDA', s)}"`, 1800)}]},"Action":"sts:AssumeRole"}]}`,
      maxSessionDuration: 3600,
      tags,
      attachedPolicies: ten(n),
      inlinePolicies: { own: documentOf(QUOTA.RolePolicySize, n) },
    })
  }
}

/** RSA of 4,096 bits, the largest; one less than there may be, so that one more can be made. */
function addKeyPairs(draft: Draft): void {
  const tagged = EC2_QUOTA.KeyPairTagsPerAccount / 50
  const most = Array.from({ length: 50 }, (_, n) => ({ Key: `${n}`.padEnd(128, 'k'), Value: '&'.repeat(256) }))
  const publicKey = `ssh-rsa ${'A'.repeat(716)}`
  for (let n = 0; n < EC2_QUOTA.KeyPairsPerAccount - 1; n++) {
    draft.put('KeyPair', {
      keyPairId: `key-0${n.toString(16).padStart(16, '0')}`,
      region: 'us-east-1',
      keyName: `pair-${n}`.padEnd(255, 'x'),
      keyType: 'rsa',
      fingerprint: Array(20).fill('aa').join(':'),
      publicKey,
      createDate: NOW,
      tags: n < tagged ? most : [],
    })
  }
}

function addUsers(draft: Draft): { root: SigningKeys; user: SigningKeys } {
  const keyOf = (ownerId: string, n: number): SigningKeys => {
    const id = accessKeyId('AKIA', ACCOUNT, { bytes: () => Uint8Array.of(1, n >> 16, n >> 8, n, 0).map((byte) => byte & 255) })
    draft.put('AccessKey', {
      accessKeyId: id,
      ownerId,
      secret: new Secret(SECRET),
      status: 'Active',
      createDate: NOW + n,
      statusDate: NOW,
    })
    return { accessKeyId: id, secretAccessKey: SECRET }
  }
  let user = keyOf(number('AIDA', 0), 0)
  for (let n = 0; n < QUOTA.UsersPerAccount; n++) {
    const userId = number('AIDA', n)
    draft.put('User', {
      userId,
      userName: `user-${n}`,
      path: '/',
      createDate: NOW,
      tags,
      groups: Array.from({ length: QUOTA.GroupsPerUser }, (_, group) => number('AGPA', (n + group) % QUOTA.GroupsPerAccount)),
      attachedPolicies: [...ten(n).slice(1), arnOfPolicy(0)],
      inlinePolicies: { own: documentOf(QUOTA.UserPolicySize, n) },
      permissionsBoundary: arnOfPolicy(1),
    })
    user = keyOf(userId, 2 * n + 1)
    keyOf(userId, 2 * n + 2)
    draft.put('LoginProfile', {
      userId,
      createDate: NOW,
      password: { hash: 'x'.repeat(60) },
      changedAt: NOW,
      resetRequired: false,
      history: [],
    })
  }
  for (let n = 0; n < MFA_DEVICES; n++) {
    const serialNumber = `arn:aws:iam::${ACCOUNT}:mfa/device-${n}`
    draft.put('VirtualMFADevice', {
      serialNumber,
      name: `device-${n}`,
      path: '/',
      seed: new Secret('A'.repeat(64)),
      createDate: NOW + ((n * 7919) % MFA_DEVICES),
      tags: [],
      ownerId: number('AIDA', n),
      enableDate: NOW,
      drift: 0,
    })
  }
  return { root: keyOf(ACCOUNT, 100_000), user }
}
