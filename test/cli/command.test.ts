import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { IAM } from '@aws-sdk/client-iam'
import { afterAll, describe, expect, it } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-command-'))
const env = { ...process.env, IAM_DOJO_HOME: join(folder, 'home') }
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = (...args: string[]) => runWith('', ...args)

/** With something on standard input. */
function runWith(input: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { env }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin?.end(input)
  })
}

/** A server as a user starts it; resolves once it says it is ready. */
function serve(...args: string[]): Promise<{ url: string; stop(signal: NodeJS.Signals): Promise<number | null> }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [bin, 'serve', '--port', '0', '--bcrypt-cost', '4', ...args], { env })
    const closed = new Promise<number | null>((done) => child.on('close', done))
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const url = /ready at (http:\/\/127\.0\.0\.1:\d+)\/signin/.exec(text)?.[1]
      if (!url) return
      resolve({
        url,
        stop(signal) {
          child.kill(signal)
          return closed
        },
      })
    })
    child.on('error', reject)
    void closed.then((code) => reject(new Error(`ended with ${code}`)))
  })
}

describe('the iam-dojo command', () => {
  it.each([
    [['nonsense'], "There's no command 'nonsense'", 2],
    [['serve', '--prot', '1'], "Unknown option '--prot'", 2],
    [['serve', '--port', 'x'], '--port needs a whole number', 2],
    [['serve', '--host', '0.0.0.0'], 'add --insecure', 2],
    [['serve', '--host', '0.0.0.0', '--public-url', 'https://dojo.example'], 'add --insecure', 2],
    [['serve', '--public-url', 'https://example.com/dojo'], '--public-url takes no path', 2],
    [['serve', '--public-ssh-port', '0'], '--public-ssh-port needs a whole number from 1', 2],
    [['account', 'list', '--url', 'http://127.0.0.1:9'], 'If yours is elsewhere, add --url URL', 1],
    [['clock', '--account', '1', '--forward', '-5d'], "--forward needs a value that doesn't begin with a dash", 2],
    [['serve', '--port'], '--port needs a value', 2],
    [['serve', '--data', '/proc/iam-dojo'], "The data folder /proc/iam-dojo can't be used", 1],
    [['account', 'create', '--url', 'http://127.0.0.1:9'], 'No server answers at http://127.0.0.1:9', 1],
  ])('%j ends in one plain sentence', async (args, sentence, code) => {
    const result = await run(...args)
    expect(result.err).toContain(sentence)
    expect(result.err.trim().split('\n')).toHaveLength(1)
    expect(result.code).toBe(code)
  })

  it('says its version, and its usage wherever it is asked for', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    for (const args of [['--help'], ['account', 'create', '--help'], ['serve', '-h']]) {
      expect(await run(...args)).toMatchObject({ code: 0, out: expect.stringContaining('iam-dojo account create') })
    }
  })

  it('lists the flags that it takes', async () => {
    expect((await run('help')).out).toMatch(/ --bcrypt-cost N +hash passwords with this cost/)
  })

  it('refuses who did not start the server', async () => {
    const server = await serve('--ephemeral')
    const { port } = new URL(server.url)
    rmSync(join(folder, 'home', 'servers', `${port}.json`))
    expect((await run('account', 'list', '--url', server.url)).err).toContain('Only the user who started the server')
    await server.stop('SIGTERM')
  })

  it('keeps accounts through a kill, and no secret in its folder in the clear', async () => {
    const data = join(folder, 'data')
    const first = await serve('--data', data)
    const made = await run('account', 'create', '--json', '--url', first.url, '--email', 'mara@example.com')
    const account = JSON.parse(made.out) as Record<string, string>
    expect(Object.keys(account)).toEqual(['accountId', 'email', 'password', 'accessKeyId', 'secretAccessKey', 'signInUrl'])
    const { accessKeyId = '', secretAccessKey = '', password = '' } = account
    const options = { region: 'us-east-1', credentials: { accessKeyId, secretAccessKey } }
    const iam = new IAM({ ...options, endpoint: first.url })
    const summary = await iam.getUser({})
    expect(summary.User?.PasswordLastUsed).toBeUndefined()
    await iam.createUser({ UserName: 'alice' })
    await iam.createLoginProfile({ UserName: 'alice', Password: 'Maple+Street+42+door' })
    const { VirtualMFADevice } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
    const seed = new TextDecoder().decode(VirtualMFADevice?.Base32StringSeed)
    expect((await run('serve', '--port', '0', '--data', data)).err).toContain('Another IAM Dojo is using')
    await first.stop('SIGKILL')

    const files = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name))
    const contents = files.filter((file) => statSync(file).isFile()).map((file) => readFileSync(file))
    expect(contents.some((bytes) => bytes.includes(accessKeyId))).toBe(true)
    for (const secret of [secretAccessKey, password, seed, 'Maple+Street+42+door']) {
      expect(contents.some((bytes) => bytes.includes(secret))).toBe(false)
    }

    const second = await serve('--data', data)
    expect((await new IAM({ ...options, endpoint: second.url }).getUser({ UserName: 'alice' })).User?.UserName).toBe('alice')
    expect((await run('account', 'list', '--url', second.url)).out).toContain('mara@example.com')
    expect((await run('clock', '--url', second.url, '--account', account.accountId ?? '', '--forward', '90d')).code).toBe(0)
    expect((await run('account', 'reset', account.accountId ?? '', '--url', second.url)).out).toContain('was reset')
    expect((await run('account', 'delete', account.accountId ?? '', '--url', second.url)).out).toContain('deleted')
    expect(await second.stop('SIGTERM')).toBe(0)
  })

  it('carries an account to another server in a file', async () => {
    const [first, second] = await Promise.all([serve('--ephemeral'), serve('--ephemeral')])
    const made = await run('account', 'create', '--json', '--url', first.url)
    const { accountId = '', accessKeyId = '', secretAccessKey = '' } = JSON.parse(made.out) as Record<string, string>
    expect((await runWith('too short\n', 'account', 'export', accountId, '--url', first.url)).err).toContain('at least 12')
    const passphrase = 'six words that nobody would guess\n'
    const { out: text } = await runWith(passphrase, 'account', 'export', accountId, '--url', first.url)
    const file = join(folder, 'account.json')
    writeFileSync(file, text)
    const wrong = await runWith('not the passphrase\n', 'account', 'import', file, '--url', second.url)
    expect(wrong).toMatchObject({ code: 1, err: 'iam-dojo: This passphrase doesn’t open the file. Nothing was changed.\n' })
    const done = await runWith(passphrase, 'account', 'import', file, '--url', second.url)
    expect(done.out).toBe(`Account ${accountId} was imported.\n`)
    const iam = new IAM({ region: 'us-east-1', credentials: { accessKeyId, secretAccessKey }, endpoint: second.url })
    expect((await iam.getUser({})).User?.Arn).toBe(`arn:aws:iam::${accountId}:root`)
    const here = await runWith(passphrase, 'account', 'import', file, '--url', second.url)
    expect(here).toMatchObject({ code: 1, err: expect.stringMatching(/is already on this server.* add --replace\.\n$/) })
    const again = await runWith(passphrase, 'account', 'import', file, '--replace', '--url', second.url)
    expect(again.out).toContain('was replaced by the one in the file')
    await Promise.all([first.stop('SIGTERM'), second.stop('SIGTERM')])
  })

  it('looks at a file before it asks for the passphrase', async () => {
    const file = join(folder, 'notes.txt')
    writeFileSync(file, 'no account at all\n')
    expect(await runWith('', 'account', 'import', file, '--url', 'http://127.0.0.1:9')).toEqual({
      ...{ code: 1, out: '' },
      err: `iam-dojo: IAM Dojo did not export the file ${file}. Nothing was changed.\n`,
    })
  })

  it('prints exports that touch no profile of the user’s', async () => {
    const { out } = await run('env')
    expect(out).toContain("export AWS_ENDPOINT_URL='http://127.0.0.1:4600'")
    expect(out).toMatch(/export AWS_SHARED_CREDENTIALS_FILE='.*home\/aws\/credentials'/)
    expect(out).not.toContain('AWS_SECRET_ACCESS_KEY')
  })
})

describe('lessons check', () => {
  const own = join(folder, 'lessons', '01-mine')
  const lesson = (call: string) =>
    `---\nid: mine\ntitle: Mine\nminutes: 5\nlevel: extra\nstart: administrators\nsteps:\n  - id: s\n    title: S\n    check: { userExists: { name: zoe } }\n    solution: [{ as: root, call: '${call}', with: { UserName: zoe } }]\n---\n# Goal\nx\n## step s\nx\n### hint 1\nx\n### hint 2\nx\n### why\nx\n## recap\nx\n`
  const write = (text: string) => {
    mkdirSync(own, { recursive: true })
    writeFileSync(join(own, 'lesson.md'), text)
  }

  it('names the line of a mistake', async () => {
    write(lesson('iam:CreateUser').replace('userExists', 'userExits'))
    const { code, out } = await run('lessons', 'check', join(folder, 'lessons'))
    expect([code, out]).toEqual([1, expect.stringMatching(/lesson\.md:10: .*there’s no check 'userExits'/)])
    const served = await run('serve', '--ephemeral', '--port', '0', '--lessons', join(folder, 'lessons'))
    expect(served).toMatchObject({ code: 1, err: expect.stringContaining("there’s no check 'userExits'") })
  })

  it('says how to check one lesson when it is given its folder', async () => {
    const course = fileURLToPath(new URL('../../lessons/01-dashboard', import.meta.url))
    const { code, err } = await run('lessons', 'check', course)
    expect([code, err]).toEqual([2, expect.stringMatching(/is the folder of one lesson\. .* --only dashboard\n$/)])
    const around = fileURLToPath(new URL('../../lessons', import.meta.url))
    expect(await run('lessons', 'check', around, '--only', 'dashboard')).toMatchObject({ code: 0 })
  })

  it('plays the solution: one that does not pass the step is a problem', async () => {
    write(lesson('iam:CreateUser'))
    expect(await run('lessons', 'check', join(folder, 'lessons'))).toMatchObject({ code: 0 })
    write(lesson('iam:GetUser'))
    const { code, out } = await run('lessons', 'check', join(folder, 'lessons'))
    expect([code, out]).toEqual([1, expect.stringContaining('step s: its solution doesn’t pass it')])
    write(lesson('dojo:fly'))
    expect((await run('lessons', 'check', join(folder, 'lessons'))).out).toContain('there is no act dojo:fly')
  })
})
