import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownCommands } from '../../../client/devices/terminal/shell/commands.js'
import { laptopFiles, laptopShell } from '../../../client/devices/terminal/shell/laptop-shell.js'
import type { Machine } from '../../../server/shell/machine.js'
import type { ShellSession } from '../../../server/shell/session.js'

const SSH_KEYGEN = '/usr/bin/ssh-keygen'

const machine: Machine = {
  origin: 'http://127.0.0.1:4600',
  fetch: () => Promise.reject(new Error('nothing to fetch')),
  now: () => Date.now(),
  sleep: async () => {},
  columns: () => 80,
  ask: undefined,
}

let shell: ShellSession
let folder: string

beforeAll(async () => {
  shell = laptopShell(await laptopFiles([]), ownCommands(machine))
  folder = mkdtempSync(join(tmpdir(), 'iam-dojo-keygen-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(line: string) {
  const { exitCode, stdout, stderr } = await shell.run(line)
  return { code: exitCode, out: stdout, err: stderr }
}

/** The file of the terminal, in a folder of the real machine. */
async function taken(name: string): Promise<string> {
  const path = join(folder, name)
  writeFileSync(path, await shell.fs.readFileBuffer(`/home/user/${name}`), { mode: 0o600 })
  return path
}

const real = (...args: string[]): string => execFileSync(SSH_KEYGEN, args, { encoding: 'utf8' })

describe.skipIf(!existsSync(SSH_KEYGEN))('ssh-keygen of the terminal, beside OpenSSH’s', () => {
  it.each([
    ['ed25519', 'ED25519'],
    ['rsa', 'RSA'],
  ])('makes a key that OpenSSH reads: %s', async (type, name) => {
    const made = await run(`ssh-keygen -t ${type} -N '' -C 'me at home' -f ${type}`)
    expect(made).toMatchObject({ code: 0, err: '' })
    const path = await taken(type)
    const line = real('-y', '-f', path)
    expect((await run(`cat ${type}.pub`)).out).toBe(line)
    expect((await run(`ssh-keygen -y -f ${type}`)).out).toBe(line)
    await taken(`${type}.pub`)
    for (const hash of ['sha256', 'md5']) {
      const shown = real('-l', '-E', hash, '-f', path)
      expect(shown).toContain(`(${name})`)
      expect((await run(`ssh-keygen -l -E ${hash} -f ${type}`)).out).toBe(shown)
      expect((await run(`ssh-keygen -lf ${type}.pub -E${hash}`)).out).toBe(shown)
    }
    const picture = real('-lv', '-f', path).split('\n').slice(1).join('\n')
    expect(made.out.endsWith(picture)).toBe(true)
    expect((await run(`stat -c %a ${type} ${type}.pub`)).out).toBe('600\n644\n')
  })

  it('refuses a private key that others may read, until chmod 400, in OpenSSH’s words', async () => {
    await run("ssh-keygen -q -t ed25519 -N '' -f open && chmod 644 open")
    const path = await taken('open')
    execFileSync('chmod', ['644', path])
    let said = ''
    try {
      execFileSync(SSH_KEYGEN, ['-y', '-f', path], { encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      said = (error as { stderr: string }).stderr
    }
    expect(said).toContain('UNPROTECTED PRIVATE KEY FILE')
    const lines = (text: string) => text.replaceAll('\r', '').replaceAll(path, 'open')
    expect(await run('ssh-keygen -y -f open')).toEqual({ code: 255, out: '', err: lines(said) })
    expect((await run('chmod 400 open; ssh-keygen -y -f open')).code).toBe(0)
  })

  it('forgets a host as OpenSSH does', async () => {
    await run("ssh-keygen -q -t ed25519 -N '' -f host")
    const key = (await run('cut -d" " -f1,2 host.pub')).out.trim()
    await run(`printf '%s\\n' 'one.example ${key}' 'two.example,192.0.2.7 ${key}' 'one.example ${key}' > hosts`)
    const path = await taken('hosts')
    const lines = (text: string) => text.replaceAll(path, 'hosts')
    for (const name of ['one.example', '192.0.2.7']) {
      expect((await run(`ssh-keygen -R ${name} -f hosts`)).out).toBe(lines(real('-R', name, '-f', path)))
      expect((await run('cat hosts')).out).toBe(readFileSync(path, 'utf8'))
    }
    expect(await run('ssh-keygen -R nowhere -f hosts')).toMatchObject({ code: 0, err: 'Host nowhere not found in hosts\n' })
  })
})

describe('ssh-keygen of the terminal', () => {
  it('asks before it writes over a key', async () => {
    await run("ssh-keygen -q -t ed25519 -N '' -f twice")
    const before = (await run('cat twice')).out
    expect(await run("echo n | ssh-keygen -q -t ed25519 -N '' -f twice")).toMatchObject({ code: 1 })
    expect((await run('cat twice')).out).toBe(before)
    expect(await run("echo y | ssh-keygen -q -t ed25519 -N '' -f twice")).toMatchObject({ code: 0 })
    expect((await run('cat twice')).out).not.toBe(before)
  })

  it.each([
    ['ssh-keygen -t dsa -f x', 'unknown key type dsa'],
    ['ssh-keygen -z', 'unknown option -- z'],
    ['ssh-keygen -t', 'option requires an argument -- t'],
    ['ssh-keygen -lf missing', 'ssh-keygen: missing: No such file or directory'],
    ['echo hello > text; ssh-keygen -lf text', 'text is not a public key file.'],
    ['chmod 600 text; ssh-keygen -yf text', 'Load key "text": error in libcrypto'],
    ['ssh-keygen -t ed25519 -N secret -f x', 'without a passphrase'],
  ])('refuses: %s', async (line, said) => {
    const { code, err } = await run(line)
    expect(code).not.toBe(0)
    expect(err).toContain(said)
  })
})
