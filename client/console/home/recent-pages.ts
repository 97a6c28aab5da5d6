import { useContext } from 'react'
import { matchRoutes } from 'react-router'
import { useSession } from '../../shared/session.js'
import { type ConsolePage, PageTable } from '../parts/page-table.js'
import { serviceAt } from '../services/services.js'

interface Visit {
  path: string
  title: string
}

/** An address, and the account that was signed in to: another account has no user of the same name. */
interface Visited {
  accountId: string
  path: string
}

const KEY = 'iam-dojo-recent'
const KEPT = 6
/** Of all accounts. */
const KEPT_IN_ALL = 60

function visited(): Visited[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Visited[]
  } catch {
    return []
  }
}

/** The pages of this account that were visited last on this browser; addresses only. */
export function useRecentPages(): Visit[] {
  const table = useContext(PageTable)
  const { accountId } = useSession()
  const here = visited().filter((one) => one.accountId === accountId)
  return here.flatMap(({ path }) => {
    const title = titleOf(path, table)
    return title === undefined ? [] : [{ path, title }]
  })
}

/** Undefined for an address that an earlier version had. */
function titleOf(path: string, table: readonly ConsolePage[]): string | undefined {
  const service = serviceAt(path)
  if (service) return service.title
  const main = table.find((page) => 'section' in page && (path === page.path || path.startsWith(`${page.path}/`)))
  if (!main || !('title' in main) || !matchRoutes([...table], path)) return undefined
  const below = path.slice(main.path.length + 1)
  return [main.title, ...(below === '' ? [] : below.split('/').map(decodeURIComponent))].join(' › ')
}

/** The front pages are at hand anyway. */
export function rememberPage(accountId: string, path: string): void {
  if (/^\/($|home$|services$|lessons\/)/.test(path)) return
  const all = visited()
  const here = all.filter((one) => one.accountId === accountId && one.path !== path)
  const elsewhere = all.filter((one) => one.accountId !== accountId)
  const kept = [{ accountId, path }, ...here].slice(0, KEPT)
  localStorage.setItem(KEY, JSON.stringify([...kept, ...elsewhere].slice(0, KEPT_IN_ALL)))
}
