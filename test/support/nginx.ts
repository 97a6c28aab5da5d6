import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.js'

const STREAM_MODULE = '/usr/lib/nginx/modules/ngx_stream_module.so'
const BINARY = '/usr/sbin/nginx'

/** Debian's nginx with its stream module. */
export const hasNginx = existsSync(BINARY) && existsSync(STREAM_MODULE)

const GUIDE = new URL('../../docs/guide-administrator.md', import.meta.url)

/** The guide's own examples, with this test's ports and files in place of theirs. */
function example(at: number, places: Record<string, string>): string {
  let text = [...readFileSync(GUIDE, 'utf8').matchAll(/```nginx\n([\s\S]*?)```/g)][at]?.[1] ?? ''
  for (const [place, own] of Object.entries(places)) {
    if (!text.includes(place)) throw new Error(`the example has no ${place}`)
    text = text.replaceAll(place, own)
  }
  return text
}

export interface Nginx {
  folder: string
  /** Of https and of SSH, at 127.0.0.1. */
  ports: { https: number; ssh: number }
  /** The certificate, which signs itself. */
  caFile: string
  ca: string
  /** Passes requests on to these ports from now on. */
  start(to: { http: number; ssh: number }): Promise<void>
  stop(): Promise<void>
}

/** nginx in a folder of its own; its ports are known before what it passes requests on to. */
export async function prepareNginx(host: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-nginx-'))
  const [key, caFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const certificate = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  execFileSync('openssl', ['req', ...certificate, ...names, '-keyout', key, '-out', caFile], { stdio: 'ignore' })
  const ports = { https: await freePort(), ssh: await freePort() }
  let child: ChildProcess | undefined
  return {
    ...{ folder, ports, caFile, ca: readFileSync(caFile, 'utf8') },
    async start(to) {
      const http = example(0, {
        '127.0.0.1:4600': `127.0.0.1:${to.http}`,
        'listen 443 ssl': `listen 127.0.0.1:${ports.https} ssl`,
        '/etc/ssl/dojo.example.pem': caFile,
        '/etc/ssl/dojo.example.key': key,
      })
      const ssh = example(1, { '127.0.0.1:4622': `127.0.0.1:${to.ssh}`, 'listen 2222': `listen 127.0.0.1:${ports.ssh}` })
      writeFileSync(join(folder, 'nginx.conf'), configuration(folder, http, ssh))
      child = spawn(BINARY, ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')], {
        stdio: 'ignore',
      })
      await listening(ports.https, child)
    },
    async stop() {
      const ended = child && new Promise((resolve) => child?.on('exit', resolve))
      if (child?.exitCode === null) {
        child.kill()
        await ended
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What Debian's own nginx.conf has around the examples, in one process of the user who runs the test. */
const configuration = (folder: string, http: string, stream: string): string => `load_module ${STREAM_MODULE};
daemon off;
master_process off;
pid ${folder}/nginx.pid;
events {}
http {
access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n')}
${http}}
${stream}`

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}`)
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
