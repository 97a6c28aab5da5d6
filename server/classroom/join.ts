import type { Request, Response } from 'express'
import type { Random } from '../account/ports.js'
import { ApiError } from '../api/api-error.js'
import { sourceOf } from '../bounds/source.js'
import type { HashedFor } from '../credentials/password-hasher.js'
import { clientOf } from '../proxy/client.js'
import { firstAccount, makeAccount } from './accounts.js'
import { MAX_LEARNERS } from './classes.js'
import { hashed, typedCode } from './codes.js'
import type { NameRule, WelcomeCard } from './contract.js'
import { guessing, guessingCode } from './guessing.js'
import { passphraseTarget } from './lift-wait.js'
import { mixesScripts, nameKey } from './names.js'
import {
  type ClassBody,
  type ClassRow,
  changeLearner,
  type LearnerBody,
  type LearnerRow,
  nameTaken,
  noSuchLearner,
} from './rows.js'
import { classRules } from './rules.js'
import type { ClassroomServices } from './services.js'
import { LEARNER_PREFIX } from './visitors.js'
import { madeUpName } from './words.js'

export interface Joining {
  code: string
  name?: string | undefined
  passphrase: string
  section?: string | undefined
  personalCode?: string | undefined
}

/** Browsers that one learner may be signed in with; the oldest makes room. */
const MAX_SESSIONS = 10
const MAX_NAMES_TRIED = 50

/** Where learners come in, and come back. */
export class Join {
  readonly #services: ClassroomServices

  constructor(services: ClassroomServices) {
    this.#services = services
  }

  /** The class that has this join code. Wrong codes count as guesses. Throws ApiError CodeRefused, TooManyAttempts. */
  async classOf(request: Request, code: string): Promise<ClassRow> {
    const typed = typedCode(code)
    const { classes } = this.#services.store
    const found = await guessingCode(this.#services, request, typed, () => classes.by<ClassBody>(typed))
    if (found) return found
    throw new ApiError(403, 'CodeRefused', 'No class has this code.', {
      nextStep: 'Compare it with the one that your instructor shows.',
    })
  }

  /**
   * The learner who joins or comes back; this browser is theirs from then on. An unknown name and a wrong passphrase take
   * as long and get the same answer. Throws ApiError.
   */
  async join(joining: Joining, request: Request, response: Response): Promise<{ card: WelcomeCard; back: boolean }> {
    const of = await this.classOf(request, joining.code)
    if (of.body.archivedAt !== undefined) throw new ApiError(403, 'ClassArchived', 'This class is over.')
    const { learner, back } = await this.#admit(of, joining, request)
    const account = (await firstAccount(this.#services, learner.id)) ?? (await this.#account(of, learner))
    await this.#beginSession(learner, request, response)
    this.#services.news?.changed(of.id)
    return { card: { learner: { id: learner.id, name: learner.body.name }, account }, back }
  }

  /** Whether somebody new can join now. */
  async isOpen({ id, body }: ClassRow): Promise<boolean> {
    if (body.archivedAt !== undefined || this.#isClosed(body)) return false
    return (await this.#services.store.learners.joined(id)) < body.mostLearners
  }

  async #admit(of: ClassRow, joining: Joining, request: Request): Promise<{ learner: LearnerRow; back: boolean }> {
    if (joining.personalCode) return this.#byPersonalCode(of, joining.personalCode, joining.passphrase, request)
    if (joining.name === undefined) {
      if (of.body.names !== 'pseudonyms') throw new ApiError(400, 'InvalidInput', 'Give your name.')
      return { learner: await this.#enroll(of, joining, request), back: false }
    }
    return this.#byName(of, joining.name, joining, request)
  }

  async #byName(
    of: ClassRow,
    name: string,
    joining: Joining,
    request: Request,
  ): Promise<{ learner: LearnerRow; back: boolean }> {
    const { store, lab } = this.#services
    const key = nameKey(name)
    const known = await store.learners.byName<LearnerBody>(of.id, key)
    const isNew = known === undefined && of.body.names === 'free' && (await this.isOpen(of))
    if (isNew && mixesScripts(name)) {
      const message = 'A word of a name can’t mix Latin letters with Cyrillic or Greek ones, which look alike.'
      throw new ApiError(400, 'InvalidInput', message)
    }
    if (isNew) return { learner: await this.#enroll(of, { ...joining, name }, request), back: false }
    const found = await guessing(this.#services, request, passphraseTarget(of.id, key), async () => {
      // What was read before the wait may be out of date.
      const row = await store.learners.byName<LearnerBody>(of.id, key)
      const right = await lab.passwords.verify(joining.passphrase, row?.body.passphraseHash, { by: lineOf(request, key) })
      if (right) return row
      // On the roster, and without a personal code: whoever comes first under this name is them.
      const free = row && row.body.joinedAt === undefined && row.body.personalCode === undefined
      return free && (await this.isOpen(of)) ? row : undefined
    })
    if (!found) throw await this.#refusal(of)
    if (found.body.joinedAt !== undefined) return { learner: { ...found, classId: of.id }, back: true }
    const isNewHere = ({ joinedAt }: LearnerBody) => joinedAt === undefined
    return { learner: await this.#withPlace(of, await this.#settle(found.id, joining.passphrase, isNewHere)), back: false }
  }

  /** A code from a slip, or for a new passphrase: good once. */
  async #byPersonalCode(
    of: ClassRow,
    code: string,
    passphrase: string,
    request: Request,
  ): Promise<{ learner: LearnerRow; back: boolean }> {
    const { store, lab } = this.#services
    const hash = hashed(typedCode(code))
    const isIts = ({ personalCode }: LearnerBody) =>
      personalCode?.hash === hash && (personalCode.expiresAt ?? Number.POSITIVE_INFINITY) > lab.clock.now()
    const found = await guessingCode(this.#services, request, `${of.id} ${typedCode(code)}`, async () =>
      (await store.learners.list<LearnerBody>(of.id)).find(({ body }) => isIts(body)),
    )
    if (!found) throw personalCodeRefused()
    const back = found.body.joinedAt !== undefined
    if (!back && !(await this.isOpen(of))) throw await this.#refusal(of)
    const learner = await this.#settle(found.id, passphrase, isIts, personalCodeRefused)
    return { learner: back ? learner : await this.#withPlace(of, learner), back }
  }

  /** Gives somebody of the roster, or somebody who forgot theirs, the passphrase; `isStill` is asked as it's written. */
  async #settle(
    id: string,
    passphrase: string,
    isStill: (body: LearnerBody) => boolean,
    refused: () => ApiError = notLetIn,
  ): Promise<LearnerRow> {
    const { store, lab } = this.#services
    const passphraseHash = await lab.passwords.hash(passphrase, undefined, ['account', id])
    return changeLearner(store, id, ({ personalCode, ...body }) => {
      if (!isStill(personalCode ? { ...body, personalCode } : body)) throw refused()
      return { ...body, passphraseHash, joinedAt: body.joinedAt ?? lab.clock.now() }
    })
  }

  /** Of those of the roster who came at the same time, each sees all others now. Without a place they may come again. */
  async #withPlace(of: ClassRow, learner: LearnerRow): Promise<LearnerRow> {
    const { store } = this.#services
    if ((await store.learners.joined(of.id)) <= of.body.mostLearners) return learner
    await changeLearner(store, learner.id, ({ joinedAt: _, passphraseHash: __, ...body }) => body)
    throw await this.#refusal(of)
  }

  /** Somebody new. Without a name, they get a made-up one. */
  async #enroll(of: ClassRow, { name, passphrase, section }: Joining, request: Request): Promise<LearnerRow> {
    const { store, lab } = this.#services
    if (!(await this.isOpen(of))) throw await this.#refusal(of)
    const { sections } = of.body
    if (section !== undefined && sections.length > 0 && !sections.includes(section))
      throw new ApiError(400, 'InvalidInput', `There’s no section '${section}' in this class.`)
    const passphraseHash = await lab.passwords.hash(passphrase, undefined, lineOf(request, nameKey(name ?? '')))
    const joinedAt = lab.clock.now()
    const rest = { passphraseHash, joinedAt, sessions: [], ...(section === undefined ? {} : { section }) }
    const learner = await this.#add(of, name, rest)
    // Of those who came at the same time, each sees all others now.
    if ((await store.learners.joined(of.id)) > of.body.mostLearners) {
      await store.learners.delete(learner.id)
      throw await this.#refusal(of)
    }
    return learner
  }

  async #add(of: ClassRow, name: string | undefined, rest: Omit<LearnerBody, 'name'>): Promise<LearnerRow> {
    const { store, lab } = this.#services
    for (let attempt = 1; attempt <= MAX_NAMES_TRIED; attempt++) {
      const body: LearnerBody = { ...rest, name: name ?? (await freeName(this.#services, of.id)) }
      const id = newLearnerId(lab.random)
      if (await store.learners.add(of.id, id, nameKey(body.name), body)) return { id, classId: of.id, revision: 1, body }
      if (!(await store.classes.get(of.id))) throw noSuchLearner()
      if (name !== undefined) throw nameTaken()
    }
    throw new Error('no free name was found')
  }

  async #account(of: ClassRow, learner: LearnerRow): Promise<WelcomeCard['account']> {
    const rules = classRules(this.#services)
    return rules.withPlaceForAccount(learner.id, () => makeAccount(this.#services, of, learner))
  }

  async #beginSession({ id }: LearnerRow, request: Request, response: Response): Promise<void> {
    const { store, lab } = this.#services
    const now = lab.clock.now()
    const session = await lab.learners.becomeMember(request, response, id, now)
    let gone: string[] = []
    await changeLearner(store, id, (body) => {
      const sessions = [session, ...body.sessions]
      gone = sessions.slice(MAX_SESSIONS)
      return { ...body, sessions: sessions.slice(0, MAX_SESSIONS), seenAt: now }
    })
    await lab.learners.endSessions(gone)
  }

  #isClosed({ openFrom = 0, openUntil = Number.POSITIVE_INFINITY }: ClassBody): boolean {
    const now = this.#services.lab.clock.now()
    return now < openFrom || now >= openUntil
  }

  /** The same for an unknown name and for a wrong passphrase. */
  async #refusal(of: ClassRow): Promise<ApiError> {
    const again = { nextStep: 'If you’ve joined before, check your name and passphrase.' }
    if (this.#isClosed(of.body)) return new ApiError(403, 'ClassClosed', 'This class takes nobody new now.', again)
    if (!(await this.isOpen(of))) return new ApiError(403, 'ClassFull', 'This class is full.', again)
    return notLetIn(of.body.names)
  }
}

/** Behind one address, those who join take turns. */
const lineOf = (request: Request, key: string): HashedFor => ['address', sourceOf(clientOf(request).address), key]

export const newLearnerId = ({ bytes }: Random): string => `${LEARNER_PREFIX}${Buffer.from(bytes(16)).toString('hex')}`

/** A made-up name that nobody of the class has, by what is there now. */
export async function freeName({ store, lab }: Pick<ClassroomServices, 'store' | 'lab'>, classId: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const words = madeUpName(lab.random)
    // After many tries with a class of a thousand, chance needs help.
    const name = attempt > MAX_LEARNERS / 100 ? `${words} ${attempt}` : words
    if (!(await store.learners.byName(classId, nameKey(name)))) return name
  }
}

function notLetIn(names: NameRule = 'roster'): ApiError {
  return names === 'free'
    ? new ApiError(401, 'NotLetIn', 'This name and passphrase don’t go together: someone has this name already.', {
        nextStep: 'If it’s you, check your passphrase, or use the personal code from your slip. If it isn’t, use another name.',
      })
    : new ApiError(401, 'NotLetIn', 'This name and passphrase don’t let you in.', {
        nextStep: 'Check both, use the personal code from your slip, or ask your instructor for a code.',
      })
}

const personalCodeRefused = () =>
  new ApiError(403, 'CodeRefused', 'This personal code is wrong, was already used, or is too old.', {
    nextStep: 'Ask your instructor for a new one.',
  })
