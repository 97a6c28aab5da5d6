const KEY = 'iam-dojo-terminal-tab'

let name: string | undefined

/**
 * A name for this tab, which lasts over reloads and ends with the tab. It says nothing about anybody. A browser copies the
 * storage of a tab into its duplicate and into a window that the page opens: so the name is there only between two pages.
 */
export function thisTab(): string {
  if (name === undefined) {
    const own = sessionStorage.getItem(KEY) ?? crypto.randomUUID()
    name = own
    const take = () => sessionStorage.removeItem(KEY)
    take()
    addEventListener('pagehide', () => sessionStorage.setItem(KEY, own))
    // A page that comes back as it was left.
    addEventListener('pageshow', take)
  }
  return name
}
