import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { startBuilt } from '../support/built-server.js'
import { call } from '../support/classroom.js'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-classroom-'))
const env = { IAM_DOJO_HOME: join(folder, 'home') }
const file = join(folder, 'instructor')
const INES = { name: 'Ines Torres', password: 'chalk and Duster 42' }
writeFileSync(file, `${INES.name}\n${INES.password}\n`)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(input: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { env: { ...process.env, ...env } }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin?.end(input)
  })
}

describe('iam-dojo serve --classroom', () => {
  it('takes the first instructor from a file, and a lost password from the operator', async () => {
    const plain = ['--host', '127.0.0.1', '--insecure']
    const server = await startBuilt(['--classroom', '--instructor-file', file, '--ephemeral', '--no-ssh', ...plain], env)
    try {
      const signIn = (password: string) => call(server.url, 'POST /classroom/session', { ...INES, password })
      expect((await signIn(INES.password)).status).toBe(200)
      const set = (name: string) => run('another Duster 43\n', 'classroom', 'password', name, '--url', server.url)
      expect((await set('Nobody')).err).toContain('There’s no such person on the staff.')
      expect((await set('ines torres')).out).toContain('Ines Torres has a new password.')
      expect((await signIn(INES.password)).status).toBe(401)
      expect((await signIn('another Duster 43')).status).toBe(200)
    } finally {
      await server.stop()
    }
  })

  it('asks nobody where there is no terminal', async () => {
    const without = await run('', 'serve', '--classroom', '--port', '0', '--no-ssh', '--ephemeral')
    expect(without.err).toContain('The classroom has no instructor yet. Add --instructor-file FILE')
    writeFileSync(join(folder, 'weak'), 'Ines\nshort\n')
    const weak = await run(
      '',
      'serve',
      '--classroom',
      '--port',
      '0',
      '--no-ssh',
      '--ephemeral',
      '--instructor-file',
      join(folder, 'weak'),
    )
    expect(weak.err).toContain('a password has at least 12 characters')
    expect(await run('', 'serve', '--instructor-file', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('--instructor-file needs --classroom'),
    })
  })

  it('is all that brings classes: without it, there are no routes', async () => {
    const server = await startBuilt(['--ephemeral', '--no-ssh'], env)
    try {
      expect((await call(server.url, 'GET /classroom/session')).status).toBe(404)
      expect((await call(server.url, 'POST /classroom/join', {})).status).toBe(404)
    } finally {
      await server.stop()
    }
  })
})
