import type { AccessKeyLastUsed } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { dateTime } from '../../shared/locale.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import type { Loading } from '../queries/use-wire-query.js'
import { texts } from './texts.js'

/** `Never`, or `Today (25 November 2026, 10:15)`. A right of its own, so it may be denied where the list is not. */
export function LastUsed({ query }: { query: Loading<AccessKeyLastUsed> | undefined }) {
  const now = useAccountNow()
  return <Asked query={query}>{({ LastUsedDate: at }) => (at ? `${ago(at, now)} (${dateTime(at)})` : texts.never)}</Asked>
}

/** The last use as a sentence, in the dialogs that end a key's life. Nothing if it is not known. */
export function LastUsedSentence({ lastUsed }: { lastUsed: AccessKeyLastUsed | undefined }) {
  if (!lastUsed) return null
  const at = lastUsed.LastUsedDate
  return <Box>{at ? texts.lastUse(dateTime(at), lastUsed.ServiceName ?? '') : texts.lastUse(texts.never, '')}</Box>
}
