/** What stands on a command line: options with their values, an empty one for a flag, and the words between them. */
export interface Options {
  values: Map<string, string>
  words: string[]
}

/**
 * Reads options as getopt does: flags together (`-ly`), values behind their letter or in the next word; every `-o` is kept
 * as a line. A text: what getopt says. `untilWords`: everything from so many words on is words, as with ssh's command.
 */
export function optionsOf(
  args: readonly string[],
  { flags, valued, untilWords = Number.POSITIVE_INFINITY }: { flags: string; valued: string; untilWords?: number },
): Options | string {
  const values = new Map<string, string>()
  const words: string[] = []
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === '--' && words.length < untilWords) words.push(...rest.splice(0))
    else if (!/^-./.test(arg) || words.length >= untilWords) words.push(arg)
    else {
      const failed = takeOption(arg.slice(1), rest, { flags, valued }, values)
      if (failed !== undefined) return failed
    }
  }
  return { values, words }
}

function takeOption(
  letters: string,
  rest: string[],
  { flags, valued }: { flags: string; valued: string },
  values: Map<string, string>,
): string | undefined {
  for (const [at, letter] of [...letters].entries()) {
    if (flags.includes(letter)) values.set(letter, '')
    else if (!valued.includes(letter)) return `unknown option -- ${letter}`
    else {
      const value = letters.slice(at + 1) || rest.shift()
      if (value === undefined) return `option requires an argument -- ${letter}`
      values.set(letter, letter === 'o' && values.has('o') ? `${values.get('o')}\n${value}` : value)
      return undefined
    }
  }
  return undefined
}
