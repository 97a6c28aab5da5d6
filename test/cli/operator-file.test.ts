import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { removeOperatorFile, serverAt, writeOperatorFile } from '../../server/cli/operator-file.js'

const URL_OF_THE_SERVER = 'http://127.0.0.1:4601'
const home = mkdtempSync(join(tmpdir(), 'iam-dojo-operator-'))
const file = join(home, 'servers', '4601.json')
const before = process.env.IAM_DOJO_HOME
beforeAll(() => {
  process.env.IAM_DOJO_HOME = home
})
afterEach(() => removeOperatorFile(4601))
afterAll(() => {
  if (before === undefined) delete process.env.IAM_DOJO_HOME
  else process.env.IAM_DOJO_HOME = before
  rmSync(home, { recursive: true, force: true })
})

it('leaves the token where only this user reads it, until the server stops', () => {
  writeOperatorFile(4601, { token: 'secret', url: URL_OF_THE_SERVER })
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(serverAt(URL_OF_THE_SERVER).token).toBe('secret')
  removeOperatorFile(4601)
  expect(serverAt(URL_OF_THE_SERVER).token).toBeUndefined()
})

it('takes no token from the file of a server that was killed: its port may be another user’s by now', () => {
  writeOperatorFile(4601, { token: 'secret', url: URL_OF_THE_SERVER })
  const { pid } = spawnSync(process.execPath, ['--version'])
  const left = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...left, pid }))
  expect(serverAt(URL_OF_THE_SERVER).token).toBeUndefined()
})

it('tells the token to no other machine that has a server on the same port', () => {
  writeOperatorFile(4601, { token: 'secret', url: URL_OF_THE_SERVER })
  for (const own of ['localhost', '127.0.0.1', '[::1]', hostname()]) expect(serverAt(`http://${own}:4601`).token).toBe('secret')
  for (const other of ['192.0.2.7', 'dojo.example', '127.0.0.1.example', 'localhost.example'])
    expect(serverAt(`http://${other}:4601`).token).toBeUndefined()
})
