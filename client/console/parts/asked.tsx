import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { isDenied } from '../../shared/error-parts.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** A cell or value that costs a call of its own, which may be denied where the rest of the page is not. */
export function Asked<T>({ query, children }: { query: Loading<T> | undefined; children(data: T): ReactNode }) {
  if (query?.error) {
    return isDenied(query.error) ? <StatusIndicator type="warning">{texts.denied}</StatusIndicator> : '–'
  }
  if (query?.data === undefined) return <StatusIndicator type="loading" />
  return <>{children(query.data)}</>
}
