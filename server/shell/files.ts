import type { InMemoryFs } from 'just-bash/browser'
import { ShellFs } from './shell-fs.js'

/** One entry of the file system, as it is kept. */
export type KeptEntry =
  | { path: string; type: 'file'; content: Uint8Array; mode: number; mtime: number }
  | { path: string; type: 'folder'; mode: number }
  | { path: string; type: 'link'; target: string }

/** The shell makes these itself, anew each time. */
const SYSTEM = /^\/(bin|usr|dev|proc)(\/|$)|^\/$/

export const isKept = (path: string): boolean => !SYSTEM.test(path)

/** Everything that the learner has made, with its modes. */
export async function snapshot(fs: InMemoryFs): Promise<KeptEntry[]> {
  const entries: KeptEntry[] = []
  for (const path of fs.getAllPaths().sort()) {
    if (!isKept(path)) continue
    const { isSymbolicLink, isDirectory, mode, mtime } = await fs.lstat(path)
    if (isSymbolicLink) entries.push({ path, type: 'link', target: await fs.readlink(path) })
    else if (isDirectory) entries.push({ path, type: 'folder', mode })
    else entries.push({ path, type: 'file', content: await fs.readFileBuffer(path), mode, mtime: mtime.getTime() })
  }
  return entries
}

/** A file system with what was kept; the home folder is always there. */
export async function restored(entries: readonly KeptEntry[], home: string, fs = new ShellFs()): Promise<ShellFs> {
  await fs.mkdir(home, { recursive: true })
  await fs.mkdir('/tmp', { recursive: true })
  for (const entry of entries) {
    if (entry.type === 'link') await fs.symlink(entry.target, entry.path)
    else {
      if (entry.type === 'folder') await fs.mkdir(entry.path, { recursive: true })
      else fs.writeFileSync(entry.path, entry.content, undefined, { mtime: new Date(entry.mtime) })
      await fs.chmod(entry.path, entry.mode)
    }
  }
  return fs
}
