import { generateSync } from 'otplib'
import type { SigningKeys } from '../../../../server/wire/request.js'
import { attempt, pause } from './attempt.js'
import type { Load } from './load.js'

const STEP_MS = 30_000
const AT_ONCE = 3

export interface Device {
  serial: string
  seed: string
  keys: SigningKeys
}

/** Several clients show the same code of a device at once, and once more: it is accepted once. */
export class Codes implements Load {
  readonly what = 'codes'
  readonly #url: string
  readonly #device: Device
  /** How often the code of a time step was accepted. */
  readonly #accepted = new Map<number, number>()

  constructor(url: string, device: Device) {
    this.#url = url
    this.#device = device
  }

  async run(isOver: () => boolean): Promise<void> {
    const { serial: SerialNumber, seed, keys } = this.#device
    for (let last = 0; !isOver(); ) {
      const step = Math.floor(Date.now() / STEP_MS)
      if (step !== last) {
        // Each device in its own moment, so that some codes are under way whenever a process is killed.
        await pause(Math.random() * STEP_MS * 0.6)
        const TokenCode = generateSync({ secret: seed, epoch: (step * STEP_MS) / 1000 })
        const show = () => attempt(this.#url, 'sts:GetSessionToken', { SerialNumber, TokenCode }, keys)
        const answers = [...(await Promise.all(Array.from({ length: AT_ONCE }, show))), await show()]
        this.#accepted.set(step, answers.filter((answer) => answer?.status === 200).length)
        last = step
      }
      await pause(200)
    }
  }

  async faults(): Promise<string[]> {
    const twice = [...this.#accepted].filter(([, times]) => times > 1)
    return twice.map(([step, times]) => `${this.#device.serial}: the code of step ${step} was accepted ${times} times`)
  }

  get done(): number {
    return [...this.#accepted.values()].filter((times) => times > 0).length
  }
}
