import type { MachineFacts } from './machine/facts.js'
import type { Port } from './protocol.js'

/** Where an instance finds its metadata service. */
export const METADATA = 'http://169.254.169.254'
/** Where an instance that serves the link preview finds its own page. */
const PAGES: readonly string[] = ['http://localhost:8080', 'http://127.0.0.1:8080']

/** What answers at an address, as seen from inside an instance; undefined: nothing does. `aws` has its own way out. */
export function portAt({ origin }: URL, { linkPreview = false }: Pick<MachineFacts, 'linkPreview'>): Port | undefined {
  if (origin === METADATA) return 'metadata'
  return linkPreview && PAGES.includes(origin) ? 'page' : undefined
}
