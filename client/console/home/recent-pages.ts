import { useContext } from 'react'
import { matchRoutes } from 'react-router'
import { type ConsolePage, PageTable } from '../parts/page-table.js'
import { serviceAt } from '../services/services.js'

interface Visit {
  path: string
  title: string
}

const KEY = 'iam-dojo-recent'
const KEPT = 6

function visitedPaths(): string[] {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '[]') as { path: string }[]).map(({ path }) => path)
  } catch {
    return []
  }
}

/** The pages visited last on this browser; addresses only. */
export function useRecentPages(): Visit[] {
  const table = useContext(PageTable)
  return visitedPaths().flatMap((path) => {
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
export function rememberPage(path: string): void {
  if (/^\/($|home$|services$|lessons\/)/.test(path)) return
  const others = visitedPaths().filter((one) => one !== path)
  localStorage.setItem(KEY, JSON.stringify([path, ...others].slice(0, KEPT).map((one) => ({ path: one }))))
}
