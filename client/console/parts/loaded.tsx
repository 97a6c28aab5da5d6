import Box from '@cloudscape-design/components/box'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { ReactNode } from 'react'
import { isUnreachable } from '../../shared/error-parts.js'
import { Failure } from '../../shared/failure.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

interface Props<T> {
  query: Loading<T>
  children(data: T): ReactNode
}

/** The four states of a panel: loading, refused or failed, empty (the children's affair) and filled. */
export function Loaded<T>({ query, children }: Props<T>) {
  // What was here stays while the server is away, and what was on its way comes later.
  if (query.error && !isUnreachable(query.error)) return <Failure error={query.error} />
  if (query.data === undefined) return <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
  return <>{children(query.data)}</>
}

/** The empty state of a table or panel. */
export function Empty({ title, text, action }: { title: string; text?: string; action?: ReactNode }) {
  return (
    <Box textAlign="center" color="text-body-secondary" padding={{ vertical: 's' }}>
      <Box variant="strong" color="inherit">
        {title}
      </Box>
      {text ? (
        <Box variant="p" color="inherit" padding={{ bottom: 's' }}>
          {text}
        </Box>
      ) : null}
      {action}
    </Box>
  )
}
