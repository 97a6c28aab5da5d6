const SHOWN = 5

/** The few of a long list that a text fits best: those that begin with it, then the shortest. */
export function bestMatches<T>(items: readonly T[], nameOf: (item: T) => string, text: string): T[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return []
  const rank = (item: T): number => {
    const name = nameOf(item).toLowerCase()
    return (name.startsWith(wanted) ? 0 : 1000) + name.length
  }
  return items
    .filter((item) => nameOf(item).toLowerCase().includes(wanted))
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, SHOWN)
}
