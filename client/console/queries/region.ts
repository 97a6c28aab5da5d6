import { useSearchParams } from 'react-router'
import { GLOBAL_REGION } from '../../../server/aws/global-region.js'
import { externalStore } from '../../shared/external-store.js'
import { useSession } from '../../shared/session.js'
import { REGIONS, type Region } from './regions.js'

const known = (code: string | null): Region | undefined => REGIONS.find((region) => region.code === code)

/** Where IAM's events and most guides are. */
const FIRST = known(GLOBAL_REGION) as Region

/** What the address has it under. */
const PARAMETER = 'region'
/** Where this browser keeps an account's. */
const keyOf = (accountId: string): string => `iam-dojo-region-${accountId}`

/** By account, what was chosen in this tab. */
const chosen = externalStore<Readonly<Record<string, Region>>>({})

/** The Region of the account's regional pages: the address's, else the one that was chosen last in this browser. */
export function useRegion(): Region {
  const { accountId } = useSession()
  const [parameters] = useSearchParams()
  const remembered = chosen.useValue()[accountId] ?? known(localStorage.getItem(keyOf(accountId)))
  return known(parameters.get(PARAMETER)) ?? remembered ?? FIRST
}

/** Chooses the Region: the address says so, and this browser remembers it. `replace`: as if the page had always had it. */
export function useChooseRegion(): (region: Region, options?: { replace: boolean }) => void {
  const { accountId } = useSession()
  const [parameters, setParameters] = useSearchParams()
  return (region, options) => {
    if (chosen.get()[accountId] !== region) {
      localStorage.setItem(keyOf(accountId), region.code)
      chosen.set({ ...chosen.get(), [accountId]: region })
    }
    if (parameters.get(PARAMETER) === region.code) return
    setParameters((present) => {
      present.set(PARAMETER, region.code)
      return present
    }, options)
  }
}
