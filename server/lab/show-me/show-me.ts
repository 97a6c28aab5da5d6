import type { Account } from '../../account/account.js'
import { ApiError } from '../../api/api-error.js'
import { accessKeysOf, ownerId } from '../../lessons/checks/lookups.js'
import { durationMs } from '../../lessons/format/duration.js'
import type { Lesson, SolutionLine, Step } from '../../lessons/format/lesson.js'
import { maskedAnswer } from '../../records/inspections/masking.js'
import { callRequest, credentialsIn, element, type SigningKeys } from '../../wire/request.js'
import type { Actors } from '../actors.js'
import type { Partners } from '../partners.js'
import type { LessonEngine } from '../progress/engine.js'
import type { StepProgress } from '../progress/progress.js'
import { findingsIn } from '../progress/snippet-findings.js'
import type { LabServices } from '../services.js'
import { isByHand, isPlayedAct, shownInput } from './by-hand.js'
import { type OneCall, ownKeysDeleted, userDeleted } from './composites.js'
import type { ShownCall, ShownLine } from './shown-line.js'
import { standIn } from './stand-in.js'

/** Who made the call for the learner, in the event history and in the requests. */
export const SHOW_ME = 'iam-dojo-show-me'
/** The rest of an answer is in the requests. */
const MAX_ANSWER = 4_000

type Services = Pick<LabServices, 'accounts' | 'send' | 'baseUrl' | 'clock' | 'random'> & {
  engine: LessonEngine
  actors: Actors
  partners: Partners
}

interface Playing {
  accountId: string
  lesson: Lesson
  sourceIp: string
}

/** Plays a step's own solution in the learner's account, over the wire, as the people whom it names. */
export class ShowMe {
  readonly #services: Services

  constructor(services: Services) {
    this.#services = services
  }

  /** Plays one line. Throws ApiError unless the learner may be shown it. */
  async play(accountId: string, lesson: Lesson, stepId: string, index: number, sourceIp: string): Promise<ShownLine> {
    const { engine } = this.#services
    const step = lesson.steps.find(({ id }) => id === stepId)
    const line = step?.solution[index]
    if (!step || !line) throw new ApiError(404, 'NoSuchLine', `The solution of this step has no line ${index + 1}.`)
    const { steps } = await engine.progressOf(accountId, lesson)
    refuseUnless(lesson, step, steps[stepId])
    await engine.shown(accountId, lesson, stepId)
    if (isByHand(line)) return left(line)
    return (await this.#playLine({ accountId, lesson, sourceIp }, line)) ?? left(line)
  }

  /** Undefined if nobody can do it for the learner. */
  async #playLine(playing: Playing, written: SolutionLine): Promise<ShownLine | undefined> {
    const { accountId, lesson } = playing
    const line = await this.#filled(playing, written)
    if (!line) return undefined
    const inPartner = line.as.startsWith(PARTNER)
    const partnerId = inPartner ? await this.#services.partners.of(accountId, lesson.id) : undefined
    const account = await this.#services.accounts.get(inPartner ? (partnerId ?? '') : accountId)
    const as = inPartner ? line.as.slice(PARTNER.length) : line.as
    const keys = account && standIn(account, as, this.#services)
    if (!account || !keys) return undefined
    const shown = (calls: ShownCall[], more: Partial<ShownLine> = {}): ShownLine => ({
      ...{ as: line.as, call: line.call, calls },
      ...more,
    })
    if (!isPlayedAct(line.call)) return shown([await this.#call(playing, { call: line.call, input: line.with }, keys)])
    const input = line.with as Record<string, string>
    switch (line.call) {
      case 'dojo:deleteAccessKeys':
        return shown(await this.#all(playing, ownKeysDeleted(account, as), keys))
      case 'dojo:deleteUser':
        return shown(await this.#all(playing, userDeleted(account, input.user ?? ''), keys))
      case 'dojo:assumeRole':
        return shown(await this.#assumeRole(playing, account, as, input, keys))
      case 'dojo:wait':
        return shown([], { wait: Number(input.seconds ?? 0) })
      default:
        return (await this.#act(playing, account, line.call, input)) ? shown([]) : undefined
    }
  }

  /** What is done on the lesson's own page. False if it can't be. */
  async #act({ accountId, lesson }: Playing, account: Account, act: string, input: Record<string, string>): Promise<boolean> {
    const { engine, actors } = this.#services
    if (act === 'dojo:answer') await engine.answer(accountId, lesson, input.quiz ?? '', true)
    if (act === 'dojo:act') await engine.act(accountId, lesson, input.act ?? '')
    if (act === 'dojo:forwardClock') return (await actors.forward(accountId, durationMs(input.by ?? '') ?? 0)) !== undefined
    if (act === 'dojo:giveKey') {
      const actor = lesson.actors.find(({ id }) => id === input.actor)
      const key = accessKeysOf(account, { user: input.user ?? '' }).at(-1)
      if (!actor || !key) return false
      const { accessKeyId, secret } = key
      return actors.giveKey(accountId, lesson, actor, { accessKeyId, secretAccessKey: secret.reveal() })
    }
    if (act === 'dojo:handIn') {
      const snippet = lesson.snippets.find(({ id }) => id === input.snippet)
      if (!snippet || snippet.kind === 'worksheet') return false
      const { actors: fares } = await engine.progressOf(accountId, lesson)
      await engine.handIn(accountId, lesson, snippet.id, findingsIn(snippet, input.text ?? '', account, fares))
    }
    return true
  }

  async #all(playing: Playing, calls: readonly OneCall[], keys: SigningKeys): Promise<ShownCall[]> {
    const shown: ShownCall[] = []
    for (const one of calls) shown.push(await this.#call(playing, one, keys))
    return shown
  }

  /** The role's credentials make one call, and are forgotten. */
  async #assumeRole(
    playing: Playing,
    { accountId }: Account,
    as: string,
    { account = accountId, role = '', externalId, policy, call = 'sts:GetCallerIdentity', ...rest }: Record<string, string>,
    keys: SigningKeys,
  ): Promise<ShownCall[]> {
    const input = {
      RoleArn: `arn:aws:iam::${account}:role/${role}`,
      RoleSessionName: as.split(':')[0],
      ...(externalId ? { ExternalId: externalId } : {}),
      ...(policy ? { Policy: policy } : {}),
    }
    let session: SigningKeys | undefined
    const assumed = await this.#call(playing, { call: 'sts:AssumeRole', input }, keys, (text) => {
      session = credentialsIn(text)
    })
    if (assumed.error || !session) return [assumed]
    const more = (rest.input ?? {}) as unknown as Record<string, unknown>
    return [assumed, await this.#call(playing, { call, input: more }, session)]
  }

  async #call(
    { sourceIp }: Playing,
    { call, input }: OneCall,
    keys: SigningKeys,
    onSuccess: (text: string) => void = () => {},
  ): Promise<ShownCall> {
    const { send, baseUrl, clock } = this.#services
    const { host } = new URL(baseUrl())
    const { headers, body } = callRequest({ call, input, host, userAgent: SHOW_ME, keys, now: clock.now() })
    const { status, body: text } = await send(
      { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) },
      sourceIp,
    )
    if (status === 200) onSuccess(text)
    return {
      ...{ call, input: shownInput(input) },
      answer: maskedAnswer(text).slice(0, MAX_ANSWER),
      ...(status === 200 ? {} : { error: errorIn(text) }),
    }
  }

  /**
   * `{{account.id}}`, `{{partner.id}}`, and, for a user, `{{alice.key}}`, `{{alice.old-key}}` (ids), `{{alice.mfa}}` (an
   * ARN), and, for a key pair, `{{web.instance}}` (the id of the newest instance with it). Undefined where something of it doesn't exist.
   */
  async #filled({ accountId, lesson }: Playing, line: SolutionLine): Promise<SolutionLine | undefined> {
    const { accounts, partners } = this.#services
    const account = await accounts.existing(accountId)
    const partnerId = (await partners.of(accountId, lesson.id)) ?? ''
    let missing = false
    const text = JSON.stringify(line)
      .replaceAll('{{account.id}}', accountId)
      .replaceAll('{{partner.id}}', partnerId)
      .replace(/\{\{([\w-]+)\.(key|old-key|mfa|instance)\}\}/g, (_whole, name: string, what: string) => {
        const value = placeholder(account, name, what)
        missing ||= value === undefined
        return value ?? ''
      })
    return missing ? undefined : (JSON.parse(text) as SolutionLine)
  }
}

const PARTNER = 'partner.'

const left = ({ as, call, with: input }: SolutionLine): ShownLine => ({
  ...{ as, call, byHand: true },
  calls: call.startsWith('dojo:') ? [] : [{ call, input: shownInput(input), answer: '' }],
})

function placeholder(account: Account, name: string, what: string): string | undefined {
  if (what === 'instance') return newestInstance(account, name)
  const who = name === 'root' ? { root: true } : { user: name }
  if (what !== 'mfa') return accessKeysOf(account, who).at(what === 'key' ? -1 : 0)?.accessKeyId
  const owner = ownerId(account, who)
  const assigned = owner === undefined ? undefined : account.where('VirtualMFADevice', 'owner', owner)[0]
  // One that was just deactivated is nobody's, and still has the user's name.
  return (assigned ?? account.get('VirtualMFADevice', `arn:aws:iam::${account.accountId}:mfa/${name}`))?.serialNumber
}

/** Of those that were launched with the key pair and have not been terminated. */
const newestInstance = (account: Account, keyName: string): string | undefined =>
  account
    .ordered('Instance')
    .filter((instance) => instance.keyName === keyName && instance.terminatedAt === undefined)
    .sort((one, other) => one.launchedAt - other.launchedAt)
    .at(-1)?.instanceId

const errorIn = (text: string): { code: string; message: string } => ({
  code: element(text, 'Code') ?? /"__type":"(\w+)"/.exec(text)?.[1] ?? 'Error',
  message: element(text, 'Message') ?? /"message":"([^"]*)"/i.exec(text)?.[1] ?? '',
})

/** All hints come first, and an exam shows nothing. A solution that has begun is played to the end, even if its step is done by then. */
function refuseUnless(lesson: Lesson, step: Step, at: StepProgress | undefined): void {
  if (lesson.exam) throw new ApiError(409, 'NotInAnExam', 'An exam shows no solutions.')
  if (at?.state !== 'open' && !at?.shown) throw new ApiError(409, 'StepNotOpen', 'Only the open step can be shown.')
  if (at.hintsOpened < step.hints.length) {
    throw new ApiError(409, 'HintsFirst', 'Open all hints of this step first. Then IAM Dojo can show you the solution.')
  }
}
