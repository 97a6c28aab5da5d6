import { spawn } from 'node:child_process'
import { tell } from './output.js'

/** Opens the user's browser. If that fails, prints the address. */
export function openBrowser(url: string): void {
  const [command, args]: [string, string[]] =
    process.platform === 'darwin'
      ? ['open', [url]]
      : process.platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]]
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => tell(`Couldn't open a browser. Open this address yourself: ${url}`))
    .unref()
}
