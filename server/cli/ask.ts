import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text as readAll } from 'node:stream/consumers'
import { lines } from '../account/visible-text.js'
import { CliError } from './cli-error.js'

const MIN_LENGTH = 12

/**
 * A passphrase, typed without being shown, or the first line of standard input where that is no terminal. The prompt
 * goes to standard error, since the answer of the command may go into a file.
 */
export async function askPassphrase(prompt: string, { twice }: { twice: boolean }): Promise<string> {
  const { stdin } = process
  if (!stdin.isTTY) return longEnough((await readAll(stdin)).split(/\r?\n/)[0] ?? '')
  const first = longEnough(await typeUnseen(`${prompt}: `))
  if (twice && (await typeUnseen(`${prompt}, again: `)) !== first) throw new CliError('The two passphrases are different.', 2)
  return first
}

/** One line that may be seen. */
export async function askLine(prompt: string): Promise<string> {
  const typing = createInterface({ input: process.stdin, output: process.stderr, terminal: true })
  return new Promise((resolve, reject) => {
    typing.on('SIGINT', () => {
      typing.close()
      reject(new CliError('Canceled. Nothing was changed.'))
    })
    typing.question(lines(`${prompt}: `), (answer) => {
      typing.close()
      resolve(answer)
    })
  })
}

function longEnough(passphrase: string): string {
  if (passphrase.length < MIN_LENGTH) throw new CliError(`A passphrase needs at least ${MIN_LENGTH} characters.`, 2)
  return passphrase
}

function typeUnseen(prompt: string): Promise<string> {
  process.stderr.write(lines(prompt))
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const typing = createInterface({ input: process.stdin, output: silent, terminal: true })
  return new Promise((resolve, reject) => {
    typing.on('SIGINT', () => {
      typing.close()
      reject(new CliError('Canceled. Nothing was changed.'))
    })
    typing.question('', (answer) => {
      typing.close()
      process.stderr.write('\n')
      resolve(answer)
    })
  })
}
