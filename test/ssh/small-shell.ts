import type { InstanceShell, InstanceShells, ShellLogin, ShellResult, ShellRun } from '../../server/ssh/instance-shell.js'

type Run = (args: string[], run: ShellRun) => Promise<number>

const CHUNK = 60_000

/** A shell with a few words of its own: what an SSH host needs one for can be asked of it, exactly. */
class SmallShell implements InstanceShell {
  readonly #login: ShellLogin
  #cwd = '~'
  #exitCode = 0

  constructor(login: ShellLogin) {
    this.#login = login
  }

  prompt(): string {
    return `[${this.#login.user}@ip-172-31-5-9 ${this.#cwd}]$ `
  }

  async run(line: string, run: ShellRun): Promise<ShellResult> {
    const quotes = line.split("'").length - 1
    if (quotes % 2 === 1) return { exitCode: this.#exitCode, incomplete: true, left: false }
    const [name = '', ...args] = line.replaceAll("'", '').trim().split(/\s+/)
    if (name === 'exit') return { exitCode: Number(args[0] ?? this.#exitCode), incomplete: false, left: true }
    const command = this.#commands[name]
    this.#exitCode = command ? await command(args, run) : 127
    if (!command) await print(run, 'err', `bash: ${name}: command not found\n`)
    return { exitCode: run.signal.aborted ? 130 : this.#exitCode, incomplete: false, left: false }
  }

  async complete(line: string): Promise<{ start: number; candidates: string[] }> {
    const word = /\S*$/.exec(line)?.[0] ?? ''
    const candidates = Object.keys(this.#commands).filter((one) => one.startsWith(word))
    return { start: line.length - word.length, candidates }
  }

  close(): void {
    this.#cwd = 'closed'
  }

  readonly #commands: Readonly<Record<string, Run>> = {
    echo: async (args, run) => print(run, 'out', `${args.join(' ')}\n`),
    complain: async (args, run) => print(run, 'err', `${args.join(' ')}\n`),
    instance: async (_, run) => print(run, 'out', `${this.#login.user} ${this.#login.instance.instanceId}\n`),
    variables: async (_, run) => print(run, 'out', `${JSON.stringify(this.#login.environment)}\n`),
    size: async (_, run) => print(run, 'out', `${JSON.stringify(run.size)}\n`),
    fail: async ([code]) => Number(code),
    cd: async ([folder = '~']) => {
      this.#cwd = folder
      return 0
    },
    cat: async (_, run) => {
      await run.print('out', await run.readAll())
      return 0
    },
    ask: async (_, run) => print(run, 'out', `you said ${await run.ask?.('What? ', false)}\n`),
    sleep: async ([seconds], { signal }) => {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Number(seconds) * 1000)
        signal.addEventListener('abort', () => {
          clearTimeout(timer)
          resolve()
        })
      })
      return 0
    },
    /** Prints so many bytes, and waits for the client as it's asked to. */
    bytes: async ([count], run) => {
      for (let left = Number(count); left > 0 && !run.signal.aborted; left -= CHUNK) {
        await run.print('out', Buffer.alloc(Math.min(left, CHUNK), 'x'))
      }
      return 0
    },
    /** Prints without ever waiting. */
    spill: async ([count], run) => {
      for (let left = Number(count); left > 0; left -= CHUNK) void run.print('out', Buffer.alloc(CHUNK, 'x'))
      return 0
    },
  }
}

async function print(run: ShellRun, stream: 'out' | 'err', text: string): Promise<number> {
  await run.print(stream, Buffer.from(text))
  return 0
}

export const smallShells: InstanceShells = { open: (login) => new SmallShell(login) }
