import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { STS } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newAccount as firstRows } from '../../server/account/new-account.js'
import { StagedAccount } from '../../server/account/staged-account.js'
import { hasUnseen } from '../../server/account/visible-text.js'
import { systemClock, systemRandom } from '../../server/system.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))
const home = mkdtempSync(join(tmpdir(), 'iam-dojo-strangers-'))
const EVIL = 'evil\u001b]0;owned\u0007\u009b31m\u202etxt\u2028line\nAccount 000000000000'

let app: TestServer
beforeAll(async () => {
  app = await startServer()
  process.env.IAM_DOJO_HOME = home
  const { writeOperatorFile } = await import('../../server/cli/operator-file.js')
  writeOperatorFile(Number(new URL(app.url).port), { token: app.operatorToken, url: app.url })
  // As an older version left it, which took such names at sign-up.
  const draft = firstRows({
    accountId: undefined,
    name: EVIL,
    email: `x${EVIL}@example.com`,
    passwordHash: 'none',
    passwordScore: 0,
    now: Date.now(),
    random: systemRandom,
  })
  await app.accounts.adopt(await new StagedAccount(draft, systemClock).adoption({ documents: [] }))
})
afterAll(async () => {
  await app.close()
  rmSync(home, { recursive: true, force: true })
})

const run = (...args: string[]): Promise<{ out: string; err: string }> =>
  new Promise((resolve) => {
    const env = { ...process.env, IAM_DOJO_HOME: home }
    execFile(process.execPath, [bin, ...args, '--url', app.url], { env }, (_error, out, err) => resolve({ out, err }))
  })

const isPlain = (text: string): boolean => !hasUnseen(text.replaceAll('\n', ''))

describe('the way to the terminal', () => {
  it('is one: nothing else of the command writes there', () => {
    const folder = fileURLToPath(new URL('../../server', import.meta.url))
    const writers = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => /process\.std(out|err)\.write\((?!'')|console\.\w+\(/.test(readFileSync(join(folder, name), 'utf8')))
    // A prompt of ours, and what one process of ours tells another.
    expect(writers.sort()).toEqual(['cli/ask.ts', 'cli/output.ts', 'store/check-database.ts'])
  })
})

describe('what strangers wrote, on the operator’s terminal', () => {
  it('is shown and not obeyed by account list, which keeps a line an account', async () => {
    const { out } = await run('account', 'list')
    expect(isPlain(out)).toBe(true)
    expect(out).toContain('evil\\x1b]0;owned\\x07\\x9b31m\\u202etxt\\u2028line\\x0aAccount 000000000000')
    expect(out.trim().split('\n')).toHaveLength((await app.store.accounts.list()).length)
    const json = (await run('account', 'list', '--json')).out
    expect(isPlain(json)).toBe(true)
    expect(JSON.parse(json)).toContainEqual(expect.objectContaining({ name: EVIL }))
  })

  it('is shown and not obeyed by explain', async () => {
    const { credentials } = await newAccount(app.url)
    const sts = new STS({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const call = sts.assumeRole({ RoleArn: 'arn:aws:iam::123456789012:role/x', RoleSessionName: EVIL })
    await expect(call).rejects.toThrow()
    await app.settled()
    const { out } = await run('explain', '--last')
    expect(out).toContain('\\x1b]0;owned')
    expect(isPlain(out)).toBe(true)
    expect(out).not.toMatch(/^Account 000000000000/m)
    const json = (await run('explain', '--last', '--json')).out
    expect(isPlain(json)).toBe(true)
    expect(JSON.stringify(JSON.parse(json))).toContain('owned')
  })

  it('is shown and not obeyed in an error', async () => {
    const { err } = await run('explain', EVIL)
    expect(err).toContain('\\x1b]0;owned')
    expect(isPlain(err)).toBe(true)
    const bad = await run('account', 'create', '--name', EVIL)
    expect(bad.err).toContain('An account name can’t have')
  })
})
