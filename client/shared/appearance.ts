import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'
import { externalStore } from './external-store.js'

/** Kept in the browser: `light`, `dark` or the system's; comfortable or compact; which years' console. */
export interface Appearance {
  mode: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
  /** `2022`: dashboard and access keys as study guides of those years show them. */
  style: 'today' | '2022'
}

const KEY = 'iam-dojo-appearance'
const DEFAULT: Appearance = { mode: 'system', density: 'comfortable', style: 'today' }

const kept = externalStore(read())

function read(): Appearance {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return DEFAULT
  }
}

export function changeAppearance(change: Partial<Appearance>): void {
  const chosen = { ...kept.get(), ...change }
  localStorage.setItem(KEY, JSON.stringify(chosen))
  apply(chosen)
  kept.set(chosen)
}

export const chosenMode = (): Appearance['mode'] => kept.get().mode

export const useAppearance = (): Appearance => kept.useValue()

function apply({ mode, density }: Appearance): void {
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  applyMode(dark ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
}

/** Applies what is kept, and follows the system where that is the choice. */
export function startAppearance(): void {
  apply(kept.get())
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(kept.get()))
}
