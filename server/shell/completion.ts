import type { ServiceName } from '../aws/model/model.js'
import { argumentsOf } from './aws/arguments.js'
import { commandsOf, services, subcommandsOf } from './aws/commands.js'
import { CONFIGURE_SUBCOMMANDS } from './aws/configure/configure.js'
import { GLOBAL_OPTIONS } from './aws/globals.js'
import { absolute } from './aws/host.js'
import { profileNames } from './profile-names.js'
import type { ShellSession } from './session.js'

export interface Completion {
  /** Where the word begins that is completed. */
  start: number
  /** What it may become: whole words, folders with a slash. */
  candidates: string[]
}

/** The files that a word may name. */
type Place = Pick<ShellSession, 'fs' | 'cwd' | 'home'>

/** What Tab offers for a line up to the cursor: commands, files, and for `aws` services, operations and options. */
export async function complete(line: string, session: Place, commandNames: readonly string[]): Promise<Completion> {
  const segment = /[^|;&(]*$/.exec(line)?.[0].trimStart() ?? ''
  const word = /[^\s'"=<>]*$/.exec(line)?.[0] ?? ''
  const start = line.length - word.length
  const before = segment.slice(0, segment.length - word.length).trim()
  const words = before === '' ? [] : before.split(/\s+/).filter((one) => !/^\w+=/.test(one))
  if (/(^|\s)AWS_PROFILE=$/.test(line.slice(0, start)) || (words[0] === 'aws' && words.at(-1) === '--profile')) {
    return { start, candidates: matching(await profileNames(session), word) }
  }
  if (words.length === 0 && !word.includes('/')) return { start, candidates: matching(commandNames, word) }
  const known = words[0] === 'aws' ? awsWords(words.slice(1), word) : []
  if (known.length > 0) return { start, candidates: known }
  return { start, candidates: await files(word, session) }
}

const matching = (names: Iterable<string>, prefix: string): string[] =>
  [...new Set(names)].filter((name) => name.startsWith(prefix)).sort()

function awsWords(words: string[], word: string): string[] {
  const [service, operation] = words.filter((one, index) => !one.startsWith('-') && !takesValue(words[index - 1]))
  const previous = GLOBAL_OPTIONS.find(({ flag }) => flag === words.at(-1))
  if (previous?.choices) return matching(previous.choices, word)
  if (word.startsWith('-'))
    return matching([...operationOptions(service, operation), ...GLOBAL_OPTIONS.map(({ flag }) => flag)], word)
  if (takesValue(words.at(-1))) return []
  if (service === undefined) return matching([...services, 'configure', 'help'], word)
  if (service === 'configure') return operation === undefined ? matching(CONFIGURE_SUBCOMMANDS, word) : []
  return operation === undefined && isService(service) ? matching([...subcommandsOf(service), 'help'], word) : []
}

const takesValue = (flag: string | undefined): boolean =>
  GLOBAL_OPTIONS.some((option) => option.flag === flag && option.takes === 'one')

const isService = (name: string | undefined): name is ServiceName => services.some((service) => service === name)

function operationOptions(service: string | undefined, operation: string | undefined): string[] {
  const command = isService(service) && operation !== undefined ? commandsOf(service).get(operation) : undefined
  return command ? argumentsOf(command, []).flatMap(({ flag, hidden }) => (hidden ? [] : [flag])) : []
}

/** Also behind file:// and ~. */
async function files(word: string, { fs, cwd, home }: Place): Promise<string[]> {
  const [, scheme = '', path = ''] = /^(fileb?:\/\/)?(.*)$/.exec(word) ?? []
  const slash = path.lastIndexOf('/') + 1
  const [folder, name] = [path.slice(0, slash), path.slice(slash)]
  const real = absolute(folder.replace(/^~(?=\/)/, home) || '.', cwd)
  if (!(await fs.exists(real)) || !(await fs.stat(real)).isDirectory) return []
  const names = (await fs.readdir(real)).filter((one) => one.startsWith(name) && (name !== '' || !one.startsWith('.')))
  const marked = names.sort().map(async (one) => {
    const isFolder = (await fs.exists(`${real}/${one}`)) && (await fs.stat(`${real}/${one}`)).isDirectory
    return `${scheme}${folder}${one}${isFolder ? '/' : ''}`
  })
  return Promise.all(marked)
}
