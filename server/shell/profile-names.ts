import { parseConfig, profileOf } from './aws/config-file.js'
import type { ShellFs } from './shell-fs.js'

/** The profiles of both files of the CLI, for Tab. */
export async function profileNames({ fs, home }: { fs: ShellFs; home: string }): Promise<string[]> {
  const read = async (name: string) => {
    const path = `${home}/.aws/${name}`
    return Object.keys(((await fs.exists(path)) && parseConfig(await fs.readFile(path))) || {})
  }
  const configured = (await read('config')).map(profileOf).filter((name) => name !== undefined)
  return [...new Set([...(await read('credentials')), ...configured])]
}
