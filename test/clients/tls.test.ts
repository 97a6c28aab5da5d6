import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLIS, cleanEnv, type Env, PYTHONS, run } from '../support/aws-cli.js'
import { type BuiltServer, startBuilt } from '../support/built-server.js'
import { ask } from '../support/http.js'

const bin = fileURLToPath(new URL('../../bin/iam-dojo.mjs', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-tls-clients-'))
const home = { IAM_DOJO_HOME: join(folder, 'home') }

/** The address of this machine in its network, or one that the test treats as such. */
const LAN =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2'

const iamDojo = async (...args: string[]) =>
  (await promisify(execFile)(process.execPath, [bin, ...args], { env: { ...process.env, ...home } })).stdout

let app: BuiltServer
let port: string
let caFile: string
/** What `iam-dojo account create --env` exports, by the LAN address and by a name. */
let envs: { address: Env; name: Env }

const exportsIn = (text: string): Env =>
  Object.fromEntries([...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [name, value]))

beforeAll(async () => {
  const names = ['--name', LAN, '--name', 'localhost']
  app = await startBuilt(['--data', join(folder, 'data'), '--host', '0.0.0.0', '--tls', '--no-ssh', ...names], home)
  expect(app.url, app.errors()).toMatch(/^https:/)
  ;({ port } = new URL(app.url))
  const env = async (host: string): Promise<Env> => {
    const made = exportsIn(await iamDojo('account', 'create', '--env', '--url', `https://${host}:${port}`))
    return { ...cleanEnv(folder), ...made }
  }
  envs = { address: await env(LAN), name: await env('localhost') }
  caFile = envs.address.AWS_CA_BUNDLE ?? ''
})
afterAll(async () => {
  await app?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(['address', 'name'] as const)('by %s, over TLS with the server’s own authority', (by) => {
  const url = () => envs[by].AWS_ENDPOINT_URL ?? ''
  const ARN = /arn:aws:iam::\d{12}:root/

  it.each(CLIS)('the unmodified aws CLI at %s works', async (cli) => {
    const whoAmI = ['--endpoint-url', url(), 'sts', 'get-caller-identity']
    const known = await run(cli, whoAmI, envs[by])
    expect(known.out, known.err).toMatch(ARN)
    const { AWS_CA_BUNDLE: _, ...untrusting } = envs[by]
    expect((await run(cli, whoAmI, untrusting)).err).toContain('SSL validation failed')
  })

  it.each(PYTHONS)('boto3 of %s works', async (python) => {
    const script = `import boto3\nprint(boto3.client('sts', endpoint_url='${url()}').get_caller_identity()['Arn'])`
    const { out, err } = await run(python, ['-c', script], envs[by])
    expect(out, err).toMatch(ARN)
  })

  it('the SDK for JavaScript works, and a program without an SDK', async () => {
    const { out, err } = await run(process.execPath, [join(root, 'examples/who-am-i.mjs')], envs[by])
    expect(out, err).toMatch(ARN)
    const [python] = PYTHONS
    if (python === undefined) return
    const byHand = await run(python, [join(root, 'examples/who-am-i.py')], envs[by])
    expect(byHand.out, byHand.err).toMatch(ARN)
  })

  it('curl and openssl verify the certificate', async () => {
    const { out, err } = await run('curl', ['-sS', '--cacert', caFile, `${url()}/readyz`], envs[by])
    expect(out, err).toBe('ready\n')
    const host = new URL(url()).hostname
    const check = by === 'address' ? ['-verify_ip', host] : ['-verify_hostname', host]
    const client = [
      's_client',
      '-connect',
      `${host}:${port}`,
      '-CAfile',
      caFile,
      '-x509_strict',
      '-verify_return_error',
      ...check,
    ]
    const shaken = await run('openssl', client, envs[by])
    expect(shaken.out, shaken.err).toContain('Verification: OK')
  })
})

describe('the commands of the machine', () => {
  it('know the server’s authority, at each of its addresses, and even where https was forgotten', async () => {
    for (const url of [`https://${LAN}:${port}`, `http://127.0.0.1:${port}`, `https://${hostname()}:${port}`])
      expect(await iamDojo('account', 'list', '--url', url)).toMatch(/^\d{12}/)
    expect(await iamDojo('open', '--url', `http://127.0.0.1:${port}`)).toContain(`https://127.0.0.1:${port}/enter#`)
    const env = exportsIn(await iamDojo('env', '--url', `https://${LAN}:${port}`))
    expect(env).toMatchObject({
      AWS_ENDPOINT_URL: `https://${LAN}:${port}`,
      AWS_CA_BUNDLE: caFile,
      NODE_EXTRA_CA_CERTS: caFile,
    })
  })

  it('say what to do where the authority is unknown', async () => {
    const env = { ...process.env, IAM_DOJO_HOME: join(folder, 'elsewhere') }
    const list = (more: Env) =>
      run(process.execPath, [bin, 'account', 'list', '--url', `https://${LAN}:${port}`], { ...env, ...more } as Env)
    const unknown = await list({})
    expect(unknown.err).toContain("This machine doesn't trust the certificate")
    expect(unknown.err).toContain(`See https://${LAN}:${port}/trust`)
    expect((await list({ NODE_EXTRA_CA_CERTS: caFile })).err).toContain('Only the user who started the server')
  })
})

it('the server answers at no other name, and keeps its authority through a restart', async () => {
  const ca = (await ask(`http://${LAN}:${port}`, '/ca.pem', { at: LAN })).text
  expect((await ask(`http://${LAN}:${port}`, '/ca.pem', { at: LAN, host: 'evil.example' })).status).toBe(421)
  await app.stop()
  app = await startBuilt(['--data', join(folder, 'data'), '--host', '0.0.0.0', '--tls', '--no-ssh', '--name', LAN], home)
  const again = new URL(app.url).port
  expect((await ask(`http://${LAN}:${again}`, '/ca.pem', { at: LAN })).text).toBe(ca)
})
