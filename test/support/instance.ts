import { withChanges } from '../../server/instance-shell/changes.js'
import { InstanceShell, type Keyboard, type ShellServices } from '../../server/instance-shell/instance-shell.js'
import type { MachineFacts } from '../../server/instance-shell/machine/facts.js'
import { firstFiles } from '../../server/instance-shell/machine/system-files.js'
import type { PortResponse } from '../../server/instance-shell/protocol.js'
import type { ShellPool } from '../../server/instance-shell/shell-pool.js'
import type { KeptEntry } from '../../server/shell/files.js'
import type { Login } from '../../server/shell/login.js'

/** The module that the source's pools run. */
export const SHELL_THREAD = new URL('../../server/instance-shell/thread.ts', import.meta.url)

export const LOGIN: Login = { user: 'ec2-user', host: 'ip-172-31-5-9', home: '/home/ec2-user' }
export const NOW = Date.UTC(2026, 10, 30, 10, 0, 0)

export const FACTS: MachineFacts = {
  ...{ system: 'amazon-linux-2023', architecture: 'x86_64', instanceType: 't3.micro', processors: 2, memoryMiB: 1024 },
  ...{ diskGiB: 8, privateIp: '172.31.5.9', privateDnsName: 'ip-172-31-5-9.ec2.internal', bootedAt: NOW - 3_700_000 },
  logins: [{ user: 'ec2-user', from: '198.51.100.7', at: NOW - 60_000, until: undefined }],
}

/** An instance in memory, to which one may log in several times. */
export interface TestInstance {
  files: readonly KeptEntry[]
  login(services?: Partial<ShellServices>): TestShell
}

export interface TestShell {
  shell: InstanceShell
  /** One line after the other; what the last one printed on both streams, and its exit code. */
  run(...lines: string[]): Promise<{ out: string; code: number }>
}

const refuse = async (): Promise<PortResponse> => Promise.reject(new Error('no such port here'))

export function anInstance(pool: ShellPool, accountId: string, always: Partial<ShellServices> = {}): TestInstance {
  const instance: TestInstance = {
    files: firstFiles(LOGIN.home, 'ssh-ed25519 AAAAC3 my-key\n', FACTS.bootedAt),
    login(services = {}) {
      const shell = new InstanceShell({
        ...{ pool, accountId, login: LOGIN, facts: () => FACTS, origin: 'http://127.0.0.1:4600', keyboard: undefined },
        files: {
          read: async () => instance.files,
          change: async (changes) => {
            instance.files = withChanges(instance.files, changes)
          },
        },
        clocks: () => ({ now: Date.now(), accountNow: NOW }),
        screen: () => ({ columns: 80, rows: 24 }),
        ...{ aws: refuse, metadata: refuse, page: refuse },
        ...always,
        ...services,
      })
      return { shell, run: (...lines) => runLines(shell, lines) }
    },
  }
  return instance
}

async function runLines(shell: InstanceShell, lines: readonly string[]): Promise<{ out: string; code: number }> {
  let last = { out: '', code: -1 }
  for (const line of lines) {
    let out = ''
    const print = (_stream: unknown, text: string) => {
      out += text
    }
    const { exitCode } = await shell.run(line, { print })
    last = { out, code: exitCode }
  }
  return last
}

/** Answers questions in turn, and keeps what was asked. */
export function typing(...answers: string[]): Keyboard & { asked: string[] } {
  const asked: string[] = []
  const line = async (prompt: string) => {
    asked.push(prompt)
    return answers.shift() ?? ''
  }
  return { asked, line, key: line }
}
