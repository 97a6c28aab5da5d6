/** What is selected in a table, where the page around it keeps it. */
export interface Choice {
  /** The items' ids. */
  chosen: readonly string[]
  onChange(chosen: string[]): void
}

/** What is chosen after a click. What the list doesn't have, or has not yet, stays chosen. */
export function chosenNow<T>(
  before: readonly string[],
  listed: readonly T[],
  selected: readonly T[],
  idOf: (item: T) => string,
): string[] {
  const known = new Set(listed.map(idOf))
  return [...before.filter((id) => !known.has(id)), ...selected.map(idOf)]
}
