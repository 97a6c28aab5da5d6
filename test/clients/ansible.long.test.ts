import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cleanEnv, type Env, keyEnv, PYTHONS, run } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

interface Played {
  plays: { tasks: { task: { name: string }; hosts: { localhost: { changed: boolean; msg?: string } } }[] }[]
  stats: { localhost: { changed: number; failures: number; ok: number; unreachable: number } }
}

/** The modules run in a Python of their own, which needs boto3. Debian's comes last. */
const PYTHON = PYTHONS.at(-1)

/** Ansible itself may be there without the collections that the playbooks use. */
function ansibleIsThere(): boolean {
  if (PYTHON === undefined) return false
  try {
    const collections = execFileSync('ansible-galaxy', ['collection', 'list', '--format', 'json'], { encoding: 'utf8' })
    return collections.includes('"amazon.aws"') && collections.includes('"community.aws"')
  } catch {
    return false
  }
}

let app: TestServer
let folder: string
let env: Env
let iam: IAM
beforeAll(async () => {
  app = await startServer()
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-ansible-'))
  const { credentials: c } = await newAccount(app.url)
  iam = new IAM({ endpoint: app.url, region: 'us-east-1', credentials: c, maxAttempts: 1 })
  env = {
    ...cleanEnv(folder),
    ...keyEnv({ AccessKeyId: c.accessKeyId, SecretAccessKey: c.secretAccessKey, SessionToken: c.sessionToken }),
    AWS_URL: app.url,
    ANSIBLE_PYTHON_INTERPRETER: PYTHON ?? '',
    ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
    ANSIBLE_PIPELINING: 'true',
    LC_ALL: 'C.UTF-8',
  }
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What failed in a playbook, the names of the tasks that changed something, and the number of tasks that ran. */
async function play(playbook: string) {
  const file = fileURLToPath(new URL(`ansible/${playbook}`, import.meta.url))
  const { out, err } = await run('ansible-playbook', ['-i', 'localhost,', '-c', 'local', file], env)
  if (!out.startsWith('{')) throw new Error(`${out}\n${err}`)
  const { plays, stats }: Played = JSON.parse(out)
  const tasks = plays.flatMap((each) => each.tasks).map(({ task, hosts }) => ({ name: task.name, ...hosts.localhost }))
  const { failures, unreachable, ok } = stats.localhost
  return {
    failed: failures + unreachable === 0 ? [] : tasks.slice(-1).map(({ name, msg }) => `${name}: ${msg}`),
    changed: tasks.filter(({ changed }) => changed).map(({ name }) => name),
    ok,
  }
}

describe.skipIf(!ansibleIsThere())('Ansible', () => {
  it('makes a team, finds nothing to change the second time, and deletes it', async () => {
    const first = await play('team.yml')
    expect(first).toMatchObject({ failed: [], ok: 10 })
    expect(first.changed).toHaveLength(8)
    const { AttachedPolicies } = await iam.listAttachedUserPolicies({ UserName: 'alice' })
    expect(AttachedPolicies?.map(({ PolicyName }) => PolicyName).sort()).toEqual(['IAMUserChangePassword', 'ManageOwnKeys'])
    expect((await iam.getRole({ RoleName: 'Deploy' })).Role).toMatchObject({
      Description: 'What a release needs: <nothing more> & nothing less',
      MaxSessionDuration: 7200,
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' },
    })

    expect(await play('team.yml')).toEqual({ failed: [], changed: [], ok: 10 })
    expect((await iam.listAccessKeys({ UserName: 'deploy' })).AccessKeyMetadata).toMatchObject([{ Status: 'Active' }])

    const last = await play('no-team.yml')
    expect(last).toMatchObject({ failed: [], ok: 7 })
    expect(last.changed).toHaveLength(7)
    const { SummaryMap } = await iam.getAccountSummary({})
    expect(SummaryMap).toMatchObject({ Users: 0, Groups: 0, Roles: 0, Policies: 0, InstanceProfiles: 0 })
  })
})
