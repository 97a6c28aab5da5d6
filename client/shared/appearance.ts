import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'

/** Kept in the browser: `light`, `dark` or the system's; comfortable or compact. */
export interface Appearance {
  mode: 'system' | 'light' | 'dark'
  density: 'comfortable' | 'compact'
}

const KEY = 'iam-dojo-appearance'
const DEFAULT: Appearance = { mode: 'system', density: 'comfortable' }

export function readAppearance(): Appearance {
  try {
    return { ...DEFAULT, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Appearance>) }
  } catch {
    return DEFAULT
  }
}

export function keepAppearance(appearance: Appearance): void {
  localStorage.setItem(KEY, JSON.stringify(appearance))
  apply(appearance)
}

function apply({ mode, density }: Appearance): void {
  const dark = mode === 'dark' || (mode === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  applyMode(dark ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
}

/** Applies what is kept, and follows the system where that is the choice. */
export function startAppearance(): void {
  apply(readAppearance())
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(readAppearance()))
}
