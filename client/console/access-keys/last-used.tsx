import type { AccessKeyLastUsed } from '@aws-sdk/client-iam'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import type { Loading } from '../queries/use-iam-query.js'
import { texts } from './texts.js'

/** `Never`, or `Today (25 November 2026, 10:15)`. A right of its own, so it may be denied where the list is not. */
export function LastUsed({ query }: { query: Loading<AccessKeyLastUsed> | undefined }) {
  const now = useAccountNow()
  if (query?.error) return <StatusIndicator type="warning">{texts.denied}</StatusIndicator>
  if (!query?.data) return <StatusIndicator type="loading" />
  const { LastUsedDate: at } = query.data
  return <>{at ? `${ago(at, now)} (${dateTime(at)})` : texts.never}</>
}
