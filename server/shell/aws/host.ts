/** What the `aws` command needs of the machine that it runs on. Paths are absolute. */
export interface Host {
  /** The address of the one server that can be reached: `http://127.0.0.1:4600`. */
  origin: string
  /** The address of the instance metadata service; undefined off an instance. */
  metadata: string | undefined
  env: Readonly<Record<string, string>>
  home: string
  cwd: string
  /** The width of the terminal, to which tables adapt. */
  columns: number
  /** Milliseconds. */
  now(): number
  sleep(ms: number): Promise<void>
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Undefined where there is no such file. */
  read(path: string): Promise<Uint8Array | undefined>
  /** Makes the folders too; a new file gets `mode`. */
  write(path: string, content: string | Uint8Array, mode?: number): Promise<void>
  /** May a file be written into this folder? */
  isFolder(path: string): Promise<boolean>
  /** Asks on the terminal; what is typed at a secret does not show. */
  ask(prompt: string, secret?: boolean): Promise<string>
}

/** Where the output of one command goes. */
export interface Output {
  out(text: string): void
  err(text: string): void
}

/** `~` and `$NAME` in a path, as the CLI resolves them. */
export function expanded(path: string, { env, home }: Host): string {
  const text = path
    .replace(
      /\$\{(\w+)\}|\$(\w+)/g,
      (all, braced: string | undefined, plain: string | undefined) => env[braced ?? plain ?? ''] ?? all,
    )
    .replace(/^~(?=\/|$)/, home)
  return text
}

/** Against the working folder, without `.` and `..`. */
export function absolute(path: string, cwd: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${cwd}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return `/${parts.join('/')}`
}
