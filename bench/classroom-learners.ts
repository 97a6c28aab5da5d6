import { Agent, get, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { callRequest, type SigningKeys } from '../server/wire/request.js'

/** What the parent asks for. */
export interface Task {
  url: string
  code: string
  learners: number
  /** All join within so long. */
  joinMs: number
  /** Then they work for so long. */
  workMs: number
  /** Between two acts of one learner. A person takes ten times as long. */
  actMs: number
}

/** What it hears. `steps`: when the server answered the act that passed it, in real time. */
export type Told =
  | { joined: string[] }
  | { step: { learner: string; step: string; at: number } }
  | { done: { answers: Record<string, number>; refused: string[]; acts: number; p99: number } }

const LESSON = 'dashboard'
const PASSWORD = 'seven green bottles'
const answers: Record<string, number> = {}
const refused: string[] = []
const taken: number[] = []
const byKind = new Map<string, number[]>()
function timed(kind: string, ms: number): void {
  const known = byKind.get(kind)
  if (known) known.push(ms)
  else byKind.set(kind, [ms])
}
const tell = (told: Told): void => {
  process.send?.(told)
}

/** One learner's browser and CLI: three connections, as a page would have. */
class Learner {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 3 })
  readonly #cookies = new Map<string, string>()
  readonly #task: Task
  id = ''
  accountId = ''
  #email = ''
  #password = ''
  #session = ''
  #keys: SigningKeys | undefined

  constructor(task: Task) {
    this.#task = task
  }

  async send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = { 'content-type': 'application/json', cookie: this.#cookie() }
    const { status, answer } = await this.#post(method, path, headers, text)
    if (status >= 400) refused.push(`${method} ${path.replaceAll(/\d{12}/g, ':id')}: ${status} ${answer.slice(0, 120)}`)
    return JSON.parse(answer || '{}') as T
  }

  async call(call: string, input: Record<string, unknown> = {}, expected?: string): Promise<void> {
    if (!this.#keys) return
    const { host } = new URL(this.#task.url)
    const { headers, body } = callRequest({ call, input, host, userAgent: 'aws-cli/2.34.0', keys: this.#keys, now: Date.now() })
    const { status, answer } = await this.#post('POST', '/', headers, body)
    if (status !== 200 && !(expected && answer.includes(expected))) refused.push(`${call}: ${status} ${answer.slice(0, 300)}`)
  }

  async join(n: number): Promise<void> {
    type Card = { card: { learner: { id: string }; account: { accountId: string; email: string; password: string } } }
    const joining = { code: this.#task.code, name: `Learner ${n}`, passphrase: PASSWORD }
    const { card } = await this.send<Partial<Card>>('POST', '/api/classroom/join', joining)
    if (!card) return
    this.id = card.learner.id
    this.accountId = card.account.accountId
    this.#email = card.account.email
    this.#password = card.account.password
  }

  watch(): void {
    const path = `${this.#task.url}/api/lab/events?account=${this.accountId}`
    const call = get(path, { headers: { cookie: this.#cookie() }, agent: false }, (response) => {
      answers[`stream ${response.statusCode}`] = (answers[`stream ${response.statusCode}`] ?? 0) + 1
      response.resume()
    })
    call.on('error', () => undefined)
    call.end()
  }

  async signIn(): Promise<void> {
    const signedIn = await this.send<{ session?: { id: string } }>('POST', '/api/signin', {
      ...{ kind: 'root', email: this.#email, password: this.#password },
    })
    this.#session = signedIn.session?.id ?? ''
    this.#keys = await this.send<SigningKeys>('POST', '/api/signin/credentials', { session: this.#session })
  }

  lesson(path: string, body: object): Promise<unknown> {
    return this.send('POST', `/api/lab/lessons/${LESSON}/${path}`, { account: this.accountId, ...body })
  }

  #cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  #post(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<{ status: number; answer: string }> {
    const { hostname, port } = new URL(this.#task.url)
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const call = request({ hostname, port, method, path, headers, agent: this.#agent }, (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          answer += chunk
        })
        response.on('end', () => {
          const status = response.statusCode ?? 0
          answers[status] = (answers[status] ?? 0) + 1
          // Passwords wait for the hashing queue, which has a budget of its own.
          if (!/signin$|join$/.test(path)) taken.push(performance.now() - began)
          timed(`${method} ${path.replace(/\?.*/, '')}`, performance.now() - began)
          for (const line of response.headers['set-cookie'] ?? []) {
            const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
            this.#cookies.set(name, value)
          }
          resolve({ status, answer })
        })
      })
      // The server has closed a connection that was idle: a browser opens another one and asks again.
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (call.reusedSocket && error.code === 'ECONNRESET') this.#post(method, path, headers, body).then(resolve, reject)
        else reject(error)
      })
      call.end(body)
    })
  }
}

process.once('message', async (task: Task) => {
  const learners = Array.from({ length: task.learners }, () => new Learner(task))
  await Promise.all(
    learners.map(async (learner, n) => {
      await sleep((task.joinMs * n) / task.learners)
      await learner.join(n)
      if (learner.id === '') return
      learner.watch()
      await learner.lesson('start', { setUp: true })
    }),
  )
  printKinds()
  tell({ joined: learners.map(({ id }) => id) })
  await new Promise((resolve) => process.once('message', resolve))
  taken.length = 0
  const end = Date.now() + task.workMs
  await Promise.all(learners.filter(({ id }) => id !== '').map((learner, n) => work(learner, n, task, end)))
  printKinds()
  taken.sort((a, b) => a - b)
  const p99 = taken[Math.floor(taken.length * 0.99)] ?? Number.NaN
  tell({ done: { answers, refused, acts: taken.length, p99 } })
})

/** Signs in, does the lesson's steps somewhere between calls and pages, makes mistakes, and asks for help. */
async function work(learner: Learner, n: number, task: Task, end: number): Promise<void> {
  const passed = (step: string) => tell({ step: { learner: learner.id, step, at: Date.now() } })
  const steps: [share: number, act: () => Promise<void>][] = [
    [0.25, () => learner.signIn().then(() => passed('sign-in'))],
    [
      0.5,
      () => learner.call('iam:CreateAccountAlias', { AccountAlias: `class-${n}-${Date.now()}` }).then(() => passed('alias')),
    ],
    [
      0.75,
      async () => {
        await learner.lesson('quiz', { quiz: 'red-items', answer: 'd' })
        await learner.lesson('quiz', { quiz: 'region', answer: 'b' })
        passed('predict')
      },
    ],
  ]
  const others = [
    () => learner.call('iam:GetUser'),
    () => learner.call('iam:ListUsers'),
    () => learner.call('iam:GetAccountSummary'),
    () => learner.send('GET', `/api/lab/progress?account=${learner.accountId}`),
    () => learner.call('iam:GetUser', { UserName: 'nobody' }, 'NoSuchEntity'),
    () => learner.send('GET', `/api/lab/lessons/${LESSON}`),
  ]
  const began = Date.now()
  let acts = n
  // Nobody acts in step with the others.
  await sleep(Math.random() * task.actMs)
  while (Date.now() < end) {
    const share = (Date.now() - began) / (end - began) + (n % 30) / 150
    const [due] = steps
    if (due && share >= due[0]) {
      steps.shift()
      await due[1]()
    } else if (acts % 50 === 49) await learner.send('POST', '/api/classroom/me/hand', { raised: acts % 100 === 49 })
    else await others[acts % others.length]?.()
    acts++
    await sleep(task.actMs * (0.5 + Math.random()))
  }
}

function printKinds(): void {
  for (const [kind, times] of byKind) {
    times.sort((a, b) => a - b)
    const at = (q: number) => Math.round(times[Math.floor(times.length * q)] ?? 0)
    process.stdout.write(`        ${kind}: ${times.length}, median ${at(0.5)}, p99 ${at(0.99)} ms\n`)
  }
  byKind.clear()
}
