import { complete } from '../../../server/shell/completion.js'
import { snapshot } from '../../../server/shell/files.js'
import type { Machine } from '../../../server/shell/machine.js'
import { PromptLoop } from '../../../server/shell/prompt-loop.js'
import type { ShellSession } from '../../../server/shell/session.js'
import { watchAccount } from '../../shared/events/watch-account.js'
import { commandNames, ownCommands } from './shell/commands.js'
import { pasteHint } from './shell/hints.js'
import { LAPTOP, laptopFiles, laptopPrompt, laptopShell } from './shell/laptop-shell.js'
import { wrapped } from './shell/wrapped.js'
import { keepLaptop, onLaptopChanged, readLaptop } from './store.js'
import { texts } from './texts.js'

/** The screen and keyboard. */
export interface Screen {
  write(text: string): void
  columns(): number
  rows(): number
}

/** The learner's laptop for one account: a shell at a screen, with files that last. */
export interface Laptop {
  type(data: string): void
  redraw(): void
  /** A file that was dropped onto it lands in the home folder. */
  put(name: string, content: Uint8Array): Promise<void>
  close(): void
}

interface Surroundings {
  /** How far the account's clock is ahead of real time, in milliseconds. */
  clockOffset(): number
  /** Everything on it has been deleted. */
  onWiped(): void
}

export async function openLaptop(accountId: string, screen: Screen, { clockOffset, onWiped }: Surroundings): Promise<Laptop> {
  const kept = await readLaptop(accountId)
  const { history } = kept
  const machine: Machine = {
    origin: location.origin,
    fetch: (url, init) => fetch(url, init),
    now: () => Date.now(),
    accountNow: () => Date.now() + clockOffset(),
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    columns: screen.columns,
    ask: (prompt, secret) => loop.ask(prompt, secret),
    screen: { rows: screen.rows, key: (prompt) => loop.key(prompt), takeOver: (taker) => loop.takeOver(taker) },
  }
  const commands = ownCommands(machine, {
    accountId,
    listen: (hear) => watchAccount(accountId, (news) => news.event === 'ssh' && hear(news.data)),
  })
  const session = laptopShell(await laptopFiles(kept.files), commands, { AWS_ENDPOINT_URL: location.origin }, kept.shell)
  let stale = false
  const keep = async () => keepLaptop(accountId, { files: await snapshot(session.fs), history, shell: session.state })
  const reload = async () => {
    if (!stale) return
    stale = false
    session.fs = await laptopFiles((await readLaptop(accountId)).files)
  }
  const loop = new PromptLoop({
    ...screen,
    shell: {
      prompt: () => laptopPrompt(session.cwd),
      run: (line, run) => session.run(line, run),
      complete: (line) => complete(line, session, commandNames(commands)),
    },
    ...{ history, hint: pasteHint, beforeCommand: reload, afterCommand: keep },
    exited: () => screen.write(texts.stays),
  })
  const stop = onLaptopChanged(accountId, (how) => {
    if (how === 'wiped') onWiped()
    else stale = true
  })
  const intro = texts.intro(await hasKeys(session.fs)).map((line) => wrapped(line, screen.columns()))
  screen.write(`${intro.join('\n')}\n`)
  loop.start()
  return {
    type: (data) => loop.feed(data),
    redraw: () => loop.redraw(),
    async put(name, content) {
      await reload()
      await session.fs.writeFile(`${LAPTOP.home}/${name.replaceAll('/', '_')}`, content)
      await keep()
    },
    close: stop,
  }
}

/** Whether any profile has keys. */
async function hasKeys(fs: ShellSession['fs']): Promise<boolean> {
  const path = `${LAPTOP.home}/.aws/credentials`
  return (await fs.exists(path)) && /^\s*aws_access_key_id\s*=\s*\S/m.test(await fs.readFile(path))
}
