import Button from '@cloudscape-design/components/button'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** Asks again for what the page shows. */
export const RefreshButton = ({ query }: { query: Loading<unknown> }) => (
  <Button
    iconName="refresh"
    formAction="none"
    ariaLabel={texts.refresh}
    loading={query.isFetching && !query.isPending}
    onClick={() => void query.refetch()}
  />
)
