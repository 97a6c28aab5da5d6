/** The module that a thread begins with, and its data: from its source, it needs a loader for TypeScript first. */
export function startOf(entry: URL): [start: URL, data: string] {
  return [entry.pathname.endsWith('.ts') ? new URL('from-source.mjs', import.meta.url) : entry, entry.href]
}
