const KEY = 'iam-dojo-terminal-tab'

/** A name for this tab, which lasts over reloads and ends with the tab. It says nothing about anybody. */
export function thisTab(): string {
  const known = sessionStorage.getItem(KEY)
  if (known !== null) return known
  const made = crypto.randomUUID()
  sessionStorage.setItem(KEY, made)
  return made
}
