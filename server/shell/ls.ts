import { type Command, defineCommand, type ResolvedCommandContext } from 'just-bash/browser'
import { absolute } from './aws/host.js'

/** Whose a file is, by its path. */
type OwnerOf = (path: string) => string

/** `ls` of the shell, whose long listing shows the same mode and owner for every file: it gets the real ones. */
export const lsCommand = (ownerOf: OwnerOf): Command =>
  defineCommand('ls', async (args, context) => {
    const { origCommand } = context
    if (!origCommand) return { stdout: '', stderr: 'ls: not available\n', exitCode: 2 }
    const result = await origCommand(args)
    if (!args.some((arg) => /^-[A-Za-z]*l/.test(arg))) return result
    return { ...result, stdout: await withModes(result.stdout, args, context, ownerOf) }
  })

const LINE = /^([-dl])[rwx-]{9}( +\d+) \S+ \S+( .*?[A-Z][a-z]{2} [ \d]\d +[\d:]+ )(.+)$/

async function withModes(
  text: string,
  args: readonly string[],
  { fs, cwd }: ResolvedCommandContext,
  ownerOf: OwnerOf,
): Promise<string> {
  const named = args.filter((arg) => !arg.startsWith('-'))
  let folder = absolute(named.length === 1 ? (named[0] ?? '.') : '.', cwd)
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const [, type, links, middle, shown] = LINE.exec(line) ?? []
    const header = /^(.+):$/.exec(line)?.[1]
    if (header !== undefined) folder = absolute(header, cwd)
    if (type === undefined || middle === undefined || shown === undefined) {
      lines.push(line)
      continue
    }
    const name = type === 'd' ? shown.replace(/\/$/, '') : shown
    const path = name.replace(/ -> .*$/, '')
    const places = [absolute(path, folder), absolute(path, cwd)]
    const place = (await fs.exists(places[0] ?? '')) ? places[0] : places[1]
    const mode = place !== undefined && (await fs.exists(place)) ? (await fs.lstat(place)).mode : undefined
    const owner = ownerOf(place ?? '/')
    lines.push(mode === undefined ? line : `${type}${permissions(mode)}${links} ${owner} ${owner}${middle}${name}`)
  }
  return lines.join('\n')
}

/** `rw-r-----` */
const permissions = (mode: number): string =>
  [6, 3, 0]
    .map((shift) => {
      const bits = (mode >> shift) & 7
      return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`
    })
    .join('')
