import { spawn } from 'node:child_process'
import { tell } from './output.js'

/** Opens the user's browser; where that fails, says the address. */
export function openBrowser(url: string): void {
  const [command, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]]
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => tell(`Could not open a browser. The address is ${url}`))
    .unref()
}
