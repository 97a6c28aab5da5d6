import { execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ROOT } from '../../server/cli/paths.js'
import { OpenSsh } from './open-ssh.js'

const folder = join(ROOT, `dist/ssh-${process.pid}`)
const keys = new OpenSsh(0)

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  keys.remove()
})

it('takes a login when it is built in one bundle', async () => {
  execFileSync(process.execPath, ['scripts/build-server.mjs', folder, 'test/ssh/server-process.ts'], { cwd: ROOT })
  const key = keys.key('key', 'rsa')
  const child = spawn(process.execPath, [join(folder, 'besides.js'), key.line, '{}'], { stdio: 'pipe' })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      const ready = /ready at (\d+)/.exec(out)?.[1]
      if (ready) resolve(Number(ready))
    })
    void ended.then(() => reject(new Error(err)))
  })
  const ssh = new OpenSsh(port)
  const user = 'ec2-user+i-0123456789abcdef0'
  expect(await ssh.ssh(user, { key, command: ['instance'] })).toMatchObject({
    out: 'ec2-user i-0123456789abcdef0\n',
    code: 0,
  })
  expect((await ssh.ssh(user, { key: ssh.key('other', 'ed25519') })).err).toContain('Permission denied (publickey)')
  ssh.remove()
  child.kill('SIGTERM')
  expect(await ended, err).toBe(0)
})
