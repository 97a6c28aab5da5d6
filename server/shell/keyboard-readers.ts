import { literal, type Simple } from './script.js'

/** How many operands come before the first file, and which options take a value of their own. */
interface Reader {
  operands: number
  valued?: string
}

/** Commands that read standard input where no file is named. Source: their manuals in GNU coreutils, grep, sed, gawk and jq. */
const READERS: Readonly<Record<string, Reader>> = {
  awk: { operands: 1, valued: 'Fvf' },
  base64: { operands: 0, valued: 'w' },
  cat: { operands: 0 },
  column: { operands: 0, valued: 'st' },
  cut: { operands: 0, valued: 'bcdf' },
  egrep: { operands: 1, valued: 'efABCm' },
  expand: { operands: 0, valued: 't' },
  fgrep: { operands: 1, valued: 'efABCm' },
  fold: { operands: 0, valued: 'w' },
  grep: { operands: 1, valued: 'efABCm' },
  head: { operands: 0, valued: 'nc' },
  jq: { operands: 1 },
  md5sum: { operands: 0 },
  nl: { operands: 0, valued: 'bwsv' },
  od: { operands: 0, valued: 'AtNj' },
  paste: { operands: 0, valued: 'd' },
  rev: { operands: 0 },
  sed: { operands: 1, valued: 'ef' },
  sha1sum: { operands: 0 },
  sha256sum: { operands: 0 },
  sort: { operands: 0, valued: 'kto' },
  tac: { operands: 0 },
  tail: { operands: 0, valued: 'nc' },
  tee: { operands: Number.POSITIVE_INFINITY },
  tr: { operands: 2 },
  uniq: { operands: 0, valued: 'fsw' },
  wc: { operands: 0 },
  xargs: { operands: Number.POSITIVE_INFINITY },
  xxd: { operands: 0 },
}

const INPUT = new Set(['<', '<<', '<<-', '<<<', '<&', '<>'])

export const hasInput = ({ redirections }: Pick<Simple, 'redirections'>): boolean =>
  redirections.some(({ operator, fd }) => INPUT.has(operator) && (fd === null || fd === 0))

/** Whether a command at the terminal reads what is typed. */
export function readsKeyboard(simple: Simple): boolean {
  const name = literal(simple.name)
  const reader = name !== undefined && Object.hasOwn(READERS, name) ? READERS[name] : undefined
  if (!reader || hasInput(simple)) return false
  const words = simple.args.map(literal)
  if (words.some((one) => one === '--help' || one === '--version' || (one === '-n' && name === 'jq'))) return false
  let operands = 0
  for (let at = 0; at < words.length; at++) {
    const one = words[at]
    if (one === '-') return true
    if (one === undefined || !one.startsWith('-')) operands++
    else if (takesNext(one, reader)) at++
  }
  return operands <= reader.operands
}

/** `-n 5`, whose value is the next word. */
const takesNext = (option: string, { valued = '' }: Reader): boolean =>
  !option.startsWith('--') && valued.includes(option.slice(-1)) && option.length > 1
