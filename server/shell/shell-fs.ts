import { InMemoryFs } from 'just-bash/browser'
import { isDevice, streamOf, type TerminalDevice } from './terminal-device.js'

type Write = Parameters<InMemoryFs['appendFile']>
type Stat = ReturnType<InMemoryFs['stat']>

/** Files of which writing leaves the mode as it is, as on any Unix: just-bash makes each file that is written anew. */
export class ShellFs extends InMemoryFs {
  /** What stands behind the device files while a script runs. */
  terminal: TerminalDevice | undefined

  override writeFile(...write: Parameters<InMemoryFs['writeFile']>): Promise<void> {
    return this.#keepingMode(write[0], () => super.writeFile(...write))
  }

  override async appendFile(...write: Write): Promise<void> {
    const [path, content, encoding] = write
    if (!isDevice(path)) return this.#keepingMode(path, () => super.appendFile(...write))
    if (content.length > 0) await this.terminal?.write(streamOf(path), bytesOf(content, encoding))
  }

  override async exists(path: string): Promise<boolean> {
    return isDevice(path) || super.exists(path)
  }

  override async stat(path: string): Stat {
    return isDevice(path) ? super.stat('/dev/null') : super.stat(path)
  }

  override async readFileBuffer(path: string): Promise<Uint8Array> {
    if (!isDevice(path)) return super.readFileBuffer(path)
    const typed = (await this.terminal?.readAll()) ?? ''
    return typeof typed === 'string' ? new TextEncoder().encode(typed) : typed
  }

  async #keepingMode(path: string, write: () => Promise<void>): Promise<void> {
    const before = (await this.exists(path)) ? (await this.stat(path)).mode : undefined
    await write()
    if (before !== undefined) await this.chmod(path, before)
  }
}

/** just-bash hands on bytes as characters, and marks them as `binary`. */
function bytesOf(content: Write[1], options: Write[2]): Uint8Array {
  if (typeof content !== 'string') return content
  const encoding = typeof options === 'string' ? options : options?.encoding
  if (encoding !== 'binary' && encoding !== 'latin1') return new TextEncoder().encode(content)
  return Uint8Array.from(content, (character) => character.charCodeAt(0))
}
