import type { InMemoryFs } from 'just-bash/browser'
import { isKept } from '../shell/files.js'
import { ShellFs } from '../shell/shell-fs.js'
import { DISK } from './changes.js'

type Args<Name extends 'cp' | 'link' | 'symlink' | 'writeFile' | 'appendFile'> = Parameters<InMemoryFs[Name]>

/**
 * The disk of an instance. The interpreter counts the bytes of all files, its own among them; entries and the length of
 * paths are counted here.
 */
export class InstanceFs extends ShellFs {
  /** At least all entries that count. */
  #known = new Set<string>()

  /** `others` is what the interpreter and the image bring: neither counts for the disk. */
  constructor(others: { bytes: number }) {
    super({}, { maxTotalBytes: others.bytes + DISK.bytes })
  }

  override async writeFile(...write: Args<'writeFile'>): Promise<void> {
    this.#check(write[0])
    return super.writeFile(...write)
  }

  override async appendFile(...write: Args<'appendFile'>): Promise<void> {
    this.#check(write[0])
    return super.appendFile(...write)
  }

  override mkdirSync(path: string, options?: { recursive?: boolean }): void {
    this.#check(path)
    super.mkdirSync(path, options)
  }

  override async symlink(...link: Args<'symlink'>): Promise<void> {
    this.#check(link[1])
    return super.symlink(...link)
  }

  override async link(...link: Args<'link'>): Promise<void> {
    this.#check(link[1])
    return super.link(...link)
  }

  override async cp(...copy: Args<'cp'>): Promise<void> {
    this.#check(copy[1])
    return super.cp(...copy)
  }

  #check(path: string): void {
    if (!isKept(path) || this.#known.has(path)) return
    if (path.length > DISK.path) throw new Error('ENAMETOOLONG: file name too long')
    // What was deleted since is still among them.
    if (this.#known.size >= DISK.entries) this.#known = new Set(this.getAllPaths().filter(isKept))
    if (this.#known.size >= DISK.entries) throw new Error('ENOSPC: no space left on device')
    this.#known.add(path)
  }
}

/** What the interpreter itself has put there. */
export async function bytesIn(fs: InMemoryFs): Promise<number> {
  let bytes = 0
  for (const path of fs.getAllPaths()) bytes += (await fs.lstat(path)).size
  return bytes
}
