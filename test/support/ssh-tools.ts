import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** PuTTY's command-line tools. Tests that need them are skipped, and counted as such, on a machine that has none. */
export const HAS_PUTTY = ((): boolean => {
  try {
    execFileSync('puttygen', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

/** Runs a tool over a file with this text, which only its owner may read; `args` get the file's path. */
export function withFile(text: string | Buffer, command: string, args: (file: string) => readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-ssh-'))
  try {
    const file = join(folder, 'key')
    writeFileSync(file, text, { mode: 0o600 })
    return execFileSync(command, [...args(file)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** What a shell prints for a line in which `$KEY` is a file with this text. */
export const inShell = (text: string | Buffer, line: string): string =>
  withFile(text, 'sh', (file) => ['-c', `KEY=${file}; ${line}`]).trim()

/** The line for authorized_keys that belongs to a private key, as `ssh-keygen` sees it; `puttygen` for PuTTY's files. */
export const publicLineOf = (privateKey: string): string =>
  privateKey.startsWith('PuTTY')
    ? withFile(privateKey, 'puttygen', (file) => ['-L', file]).trim()
    : withFile(privateKey, 'ssh-keygen', (file) => ['-y', '-f', file]).trim()
