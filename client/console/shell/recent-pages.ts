interface Visit {
  path: string
  title: string
}

const KEY = 'iam-dojo-recent'
const KEPT = 6

/** The pages visited last on this browser, for the search; addresses only. */
export function recentPages(): Visit[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as Visit[]
  } catch {
    return []
  }
}

export function rememberPage(path: string): void {
  const [, , ...parts] = path.split('/')
  if (parts.length === 0 || path.includes('create')) return
  const title = parts.map(decodeURIComponent).join(' › ')
  const others = recentPages().filter((one) => one.path !== path)
  localStorage.setItem(KEY, JSON.stringify([{ path, title }, ...others].slice(0, KEPT)))
}
