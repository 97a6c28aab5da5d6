import { InMemoryFs } from 'just-bash/browser'

/** Files of which writing leaves the mode as it is, as on any Unix: just-bash makes each file that is written anew. */
export class LaptopFs extends InMemoryFs {
  override writeFile(...write: Parameters<InMemoryFs['writeFile']>): Promise<void> {
    return this.#keepingMode(write[0], () => super.writeFile(...write))
  }

  override appendFile(...write: Parameters<InMemoryFs['appendFile']>): Promise<void> {
    return this.#keepingMode(write[0], () => super.appendFile(...write))
  }

  async #keepingMode(path: string, write: () => Promise<void>): Promise<void> {
    const before = (await this.exists(path)) ? (await this.stat(path)).mode : undefined
    await write()
    if (before !== undefined) await this.chmod(path, before)
  }
}
