import { readFileSync } from 'node:fs'
import QRCode from 'qrcode'
import { oneLine } from '../account/visible-text.js'
import { ApiError } from '../api/api-error.js'
import type { Classroom } from '../classroom/classroom.js'
import { newStaff } from '../classroom/names.js'
import { reasonOf } from '../store/system-error.js'
import { askLine, askPassphrase } from './ask.js'
import { CliError } from './cli-error.js'
import { draw } from './output.js'

/**
 * Sees to it that somebody can teach: the first instructor is read from a file of two lines, name and password, or asked for in
 * the terminal. Does nothing if there is one. Throws CliError.
 */
export async function firstInstructor(classroom: Classroom, file: string | undefined): Promise<void> {
  if (await classroom.hasStaff()) return
  const { name, password } = file === undefined ? await asked() : fromFile(file)
  await classroom.setPassword(name, password).catch((error: unknown) => {
    throw error instanceof ApiError ? new CliError(error.message) : error
  })
}

async function asked(): Promise<Person> {
  if (!process.stdin.isTTY) {
    throw new CliError(
      'The classroom has no instructor yet. Add --instructor-file FILE with the name and the password in two lines.',
      2,
    )
  }
  const name = await askLine('Your name, as instructor')
  return checked(name, await askPassphrase('Your password for /classroom', { twice: true }))
}

function fromFile(file: string): Person {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new CliError(`--instructor-file: ${file} can't be read: ${reasonOf(error)}.`, 2)
  }
  const [name = '', password = ''] = text.split(/\r?\n/)
  return checked(name, password)
}

interface Person {
  name: string
  password: string
}

function checked(name: string, password: string): Person {
  const parsed = newStaff.safeParse({ name, password })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new CliError(`The instructor can't be added: ${issue?.message}.`, 2)
}

/** Where the class is joined and taught, for the terminal. */
export async function classroomLines(classroom: Classroom, addresses: readonly string[]): Promise<string[]> {
  const classes = await classroom.openClasses()
  return [
    `Teach at ${addresses[0]}/classroom. To protect your sign-in with an authenticator app, set one up there`,
    ...addresses.map((one) => `Learners join at ${one}/join`),
    ...classes.map(({ title, code }) => `  ${oneLine(title)}: ${code}`),
  ]
}

/** The way into the first class as a QR code, if somebody looks at the terminal. */
export async function showQrCode(classroom: Classroom, [address = '']: readonly string[]): Promise<void> {
  const [first] = await classroom.openClasses()
  if (first && process.stdout.isTTY) draw(qrCode(`${address}/join#${first.code}`))
}

const MARGIN = 2
const BLACK_ON_WHITE = '\x1b[30;107m'
const PLAIN = '\x1b[0m'

/** Two rows of modules are one line of characters, black on white whatever the terminal's own colours are. */
function qrCode(text: string): string {
  const { size, data } = QRCode.create(text).modules
  const isDark = (row: number, column: number) =>
    row >= 0 && row < size && column >= 0 && column < size && data[row * size + column] === 1
  const lines: string[] = []
  for (let row = -MARGIN; row < size + MARGIN; row += 2) {
    const columns = Array.from({ length: size + 2 * MARGIN }, (_, index) => index - MARGIN)
    const drawn = columns.map((column) => BLOCKS[Number(isDark(row, column)) + 2 * Number(isDark(row + 1, column))])
    lines.push(`${BLACK_ON_WHITE}${drawn.join('')}${PLAIN}`)
  }
  return lines.join('\n')
}

/** By which of the two modules is dark: none, the upper, the lower, both. */
const BLOCKS = [' ', '\u2580', '\u2584', '\u2588']
