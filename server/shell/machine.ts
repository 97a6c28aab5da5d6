import type { ResolvedCommandContext } from 'just-bash/browser'
import { absolute, type Host } from './aws/host.js'

/** The simulated laptop's surroundings: what the commands reach outside the shell. */
export interface Machine {
  /** The address of the one server that can be reached. */
  origin: string
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Which addresses `curl` reaches. Undefined: `origin` alone, as from a page. */
  reaches?(url: URL): boolean
  /** The address of the instance metadata service, on an instance. */
  metadata?: string
  now(): number
  /** The account's clock, which the learner may have moved ahead. Undefined: there is no account. */
  accountNow?: () => number
  sleep(ms: number): Promise<void>
  columns(): number
  /** Undefined: nobody sits there; answers come from standard input. */
  ask: ((prompt: string, secret: boolean) => Promise<string>) | undefined
  /** Its height, and a single key pressed at it. Undefined: nobody sits there. */
  screen?: { rows(): number; key(prompt: string): Promise<string>; takeOver?(taker: ScreenTaker): () => void }
}

/** A command that has the keyboard for itself, as ssh does. */
export interface ScreenTaker {
  /** Each key as it comes, Ctrl-C among them. */
  feed(data: string): void
  resized(): void
}

/** The files of the shell, by absolute paths. */
export function filesOf({ fs }: Pick<ResolvedCommandContext, 'fs'>): Pick<Host, 'read' | 'write' | 'isFolder'> {
  const isFolder = async (path: string) => (await fs.exists(path)) && (await fs.stat(path)).isDirectory
  return {
    isFolder,
    async read(path) {
      return (await fs.exists(path)) && !(await isFolder(path)) ? fs.readFileBuffer(path) : undefined
    },
    async write(path, content, mode) {
      const isNew = !(await fs.exists(path))
      await fs.mkdir(absolute('..', path), { recursive: true })
      await fs.writeFile(path, content)
      if (isNew && mode !== undefined) await fs.chmod(path, mode)
    },
  }
}

/** Standard input as bytes: the shell hands on one character for each. */
export const stdinBytes = ({ stdin }: Pick<ResolvedCommandContext, 'stdin'>): Uint8Array =>
  Uint8Array.from(String(stdin), (character) => character.charCodeAt(0))

export const bytesToText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Bytes as the shell takes them on standard output. */
export const binaryText = (bytes: Uint8Array): string => bytes.reduce((text, byte) => text + String.fromCharCode(byte), '')
