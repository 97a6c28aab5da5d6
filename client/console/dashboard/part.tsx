import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { isDenied } from '../../shared/error-parts.js'
import { Loaded } from '../parts/loaded.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** A box's content. Where it was refused, one list at the top of the page says why, for all boxes. */
export function Part<T>({ query, children }: { query: Loading<T>; children(data: T): ReactNode }) {
  if (isDenied(query.error)) return <StatusIndicator type="warning">{texts.denied}</StatusIndicator>
  return <Loaded query={query}>{children}</Loaded>
}
