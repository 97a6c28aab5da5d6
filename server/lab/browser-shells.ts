import type { BrowserGuest, BrowserStream, Proof, Refused } from '../ssh/browser-guest.js'
import type { Subscriptions } from './progress/subscriptions.js'
import type { LabServices } from './services.js'

/** A login of a browser, as JSON: bytes are in Base64. */
export interface AskedLogin {
  guest: BrowserGuest
  proof: Pick<Proof, 'loginName' | 'challenge'> & { publicKey?: string | undefined; signature?: string | undefined }
  shell: { size?: { columns: number; rows: number } | undefined; command?: string | undefined; input?: string | undefined }
  /** See Subscriptions. */
  watcher: string | undefined
}

/** What was typed, in Base64; or the terminal's new size; or the end. */
export type SessionKey = { data: string } | { columns: number; rows: number } | { end: true }

interface AskedKey {
  guest: BrowserGuest
  id: string
  key: SessionKey
}

type Services = Pick<LabServices, 'ssh' | 'shared'> & { subscriptions: Subscriptions }
type Started = { session: string } | Refused

const PAGES = 'ssh-pages'
const SESSION = 'ssh-session'

/**
 * Shells that browsers opened on instances. A shell lives in the process that has the page's event stream, and prints into
 * it. What a page asks of it may arrive at another process, which passes it on.
 */
export class BrowserShells {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
    services.shared?.errands.serve((at) => {
      const [kind, name = '', watcher = ''] = at.split('/')
      if (kind === PAGES && this.#stream(name, watcher || undefined).watched()) {
        return async (body) => JSON.stringify(await this.#start(JSON.parse(body) as AskedLogin))
      }
      if (kind === SESSION && services.ssh.browser.holds(name)) {
        return async (body) => JSON.stringify(this.#press(JSON.parse(body) as AskedKey))
      }
      return undefined
    })
  }

  async start(login: AskedLogin): Promise<Started> {
    const { guest, watcher } = login
    const { shared } = this.#services
    if (!shared || this.#stream(guest.accountId, watcher).watched()) return this.#start(login)
    const answer = await shared.errands.ask(`${PAGES}/${guest.accountId}/${watcher ?? ''}`, JSON.stringify(login))
    // No page watches yet: then this process is as good as any.
    return answer === undefined ? this.#start(login) : (JSON.parse(answer) as Started)
  }

  /** False: the session is over, or another browser's. */
  async press(guest: BrowserGuest, id: string, key: SessionKey): Promise<boolean> {
    const { shared, ssh } = this.#services
    const asked: AskedKey = { guest, id, key }
    if (!shared || ssh.browser.holds(id)) return this.#press(asked)
    const answer = /^[\w-]{22}$/.test(id) ? await shared.errands.ask(`${SESSION}/${id}`, JSON.stringify(asked)) : undefined
    return answer === 'true'
  }

  #start({ guest, proof, shell, watcher }: AskedLogin): Promise<Started> {
    const { size, command, input } = shell
    const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text, 'base64'))
    return this.#services.ssh.browser.start(
      guest,
      { ...proof, publicKey: bytes(proof.publicKey), signature: bytes(proof.signature) },
      { size, command, input: bytes(input) ?? Buffer.alloc(0) },
      this.#stream(guest.accountId, watcher),
    )
  }

  #press({ guest, id, key }: AskedKey): boolean {
    const session = this.#services.ssh.browser.of(guest, id)
    if (!session) return false
    if ('data' in key) session.type(Buffer.from(key.data, 'base64'))
    else if ('columns' in key) session.resize(key)
    else session.close()
    return true
  }

  #stream(accountId: string, watcher: string | undefined): BrowserStream {
    const { publish, taken, watched } = this.#services.subscriptions.pagesOf(accountId, watcher)
    return { publish: (output) => publish('ssh', output), taken, watched }
  }
}
