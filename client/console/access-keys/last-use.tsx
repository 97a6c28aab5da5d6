import type { AccessKeyLastUsed } from '@aws-sdk/client-iam'
import Box from '@cloudscape-design/components/box'
import { dateTime } from '../../shared/locale.js'
import { texts } from './texts.js'

/** The last use as a sentence, in the dialogs that end a key's life. Nothing where it is not known. */
export function LastUse({ lastUsed }: { lastUsed: AccessKeyLastUsed | undefined }) {
  if (!lastUsed) return null
  const at = lastUsed.LastUsedDate
  return <Box>{at ? texts.lastUse(dateTime(at), lastUsed.ServiceName ?? '') : texts.lastUse(texts.never, '')}</Box>
}
