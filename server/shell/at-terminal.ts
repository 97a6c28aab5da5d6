import { hasInput, readsKeyboard } from './keyboard-readers.js'
import {
  blocksOf,
  type Compound,
  command,
  LAST_STATUS,
  literal,
  type Node,
  type Pipeline,
  redirection,
  type Script,
  type Simple,
  type Statement,
  statement,
  word,
} from './script.js'
import { KEYBOARD, SCREEN } from './terminal-device.js'

/** Lets the page breathe in each turn of a loop, so that Ctrl-C is heard. */
export const PAUSE = '__pause'
/** `read` at the keyboard. */
export const READ_LINE = '__read'
/** `less` and `more` with somebody before the screen. */
export const PAGER = '__page'

/** Which of a command's streams are the terminal's. */
interface Place {
  in: boolean
  out: boolean
  err: boolean
}

export interface Plan {
  /** A here-document is open: nothing may run. */
  open: boolean
  /** The script may leave the shell. */
  exits: boolean
}

/**
 * Puts a script at the terminal. just-bash hands out what a script prints when it has ended, standard output apart from
 * standard error, and has no keyboard. So each command whose output nothing takes writes to the screen's device itself,
 * as soon as it has ended, and each that reads what nothing gives reads the keyboard's.
 */
export function putAtTerminal(script: Script): Plan {
  const plan: Plan = { open: false, exits: false }
  statements(script.statements, { in: true, out: true, err: true }, plan)
  if (plan.open) script.statements = []
  return plan
}

const NOWHERE: Place = { in: false, out: false, err: false }

function statements(list: Statement[], place: Place, plan: Plan): void {
  for (const { pipelines } of list) for (const pipeline of pipelines) inPipeline(pipeline, place, plan)
}

function inPipeline({ commands, pipeStderr }: Pipeline, place: Place, plan: Plan): void {
  if (place.out && isHelp(commands.at(-1))) commands.push(command(PAGER))
  commands.forEach((node, index) => {
    const isLast = index === commands.length - 1
    const err = place.err && !(pipeStderr?.[index] ?? false)
    one(node, { in: place.in && index === 0, out: place.out && isLast, err }, plan)
  })
}

/** The AWS CLI shows its help in a pager. */
const isHelp = (node: Node | undefined): boolean =>
  node?.type === 'SimpleCommand' &&
  literal(node.name) === 'aws' &&
  literal(node.args.at(-1)) === 'help' &&
  node.redirections.length === 0

function one(node: Node, place: Place, plan: Plan): void {
  for (const { target } of node.redirections) if (target.type === 'HereDoc' && target.terminated === false) plan.open = true
  if (node.type === 'SimpleCommand') simple(node, place, plan)
  // Whoever calls the function decides where its output goes.
  else if (node.type === 'FunctionDef') compound(node.body, NOWHERE, { open: false, exits: false })
  else compound(node, place, plan)
}

function compound(node: Compound, place: Place, plan: Plan): void {
  const inner = { ...place, in: place.in && !hasInput(node) }
  if (node.redirections.some(({ operator }) => operator.includes('>'))) {
    node.redirections.unshift(...toScreen(place))
    Object.assign(inner, { out: false, err: false })
  }
  // What leaves a subshell stays in the shell.
  const within = node.type === 'Subshell' ? { open: false, exits: false } : plan
  for (const block of blocksOf(node)) statements(block, inner, within)
  if (within.open) plan.open = true
  if ('body' in node && /^(For|CStyleFor|While|Until)$/.test(node.type)) node.body.unshift(statement(pause()))
}

/** Leaves `$?` as it is. */
const pause = (): Simple => command(PAUSE, [LAST_STATUS])

/** These change the shell itself, and print nothing. */
const OF_THE_SHELL = new Set(['break', 'continue', 'exec', 'return', PAUSE])

function simple(node: Simple, place: Place, plan: Plan): void {
  const name = literal(node.name)
  if (node.name === null || (name !== undefined && OF_THE_SHELL.has(name))) return
  if (name === 'exit' || name === 'logout') {
    plan.exits = true
    return
  }
  if (place.in && name === 'read' && !hasInput(node)) node.name = word(READ_LINE)
  if (place.in && readsKeyboard(node)) node.redirections.push(redirection('<', KEYBOARD))
  if (place.out && (name === 'less' || name === 'more')) node.name = word(PAGER)
  // First, so that the command's own `2>&1` and `> file` follow.
  node.redirections.unshift(...toScreen(place))
}

const toScreen = ({ out, err }: Place) => [
  ...(out ? [redirection('>>', SCREEN.out)] : []),
  ...(err ? [redirection('>>', SCREEN.err, 2)] : []),
]
