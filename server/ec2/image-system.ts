import { SYSTEMS, type System, type SystemName } from '../instance-shell/machine/facts.js'
import type { Image } from './images.js'

const NAMES: readonly (readonly [name: RegExp, system: SystemName])[] = [
  [/^al2023/, 'amazon-linux-2023'],
  [/^amzn2/, 'amazon-linux-2'],
  [/noble/, 'ubuntu-24.04'],
  [/jammy/, 'ubuntu-22.04'],
]

/** The operating system in an image. */
export function systemNameOf({ name }: Image): SystemName {
  const [, system] = NAMES.find(([pattern]) => pattern.test(name)) ?? []
  if (system === undefined) throw new Error(`image ${name} has no system`)
  return system
}

export const systemIn = (image: Image): System => SYSTEMS[systemNameOf(image)]
