import { GLOBAL_REGION } from '../../../server/aws/global-region.js'
import { externalStore } from '../../shared/external-store.js'
import { REGIONS, type Region } from './regions.js'

const KEY = 'iam-dojo-region'

const known = (code: string | null): Region | undefined => REGIONS.find((region) => region.code === code)

/** Where IAM's events and most guides are. */
const FIRST = known(GLOBAL_REGION) as Region

const chosen = externalStore(known(localStorage.getItem(KEY)) ?? FIRST)

/** The Region that the top bar shows on pages of a regional service; this browser remembers it. */
export const useRegion = (): Region => chosen.useValue()

export function chooseRegion(code: string): void {
  const region = known(code) ?? FIRST
  localStorage.setItem(KEY, region.code)
  chosen.set(region)
}
