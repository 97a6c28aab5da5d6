import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { isRoot, ownerText } from './owner.js'
import type { PhoneAccount } from './store.js'
import { texts } from './texts.js'

/** Names everything whose codes will be gone, and warns of a root user's. */
export function LostAccounts({ accounts }: { accounts: readonly PhoneAccount[] }) {
  if (accounts.length === 0) return null
  return (
    <SpaceBetween size="xs">
      <Box>{texts.lostNow(accounts.length)}</Box>
      <ul>
        {accounts.map((account) => (
          <li key={account.id}>
            <Box variant="strong">{account.name}</Box>
            {ownerText(account) === '' ? null : <Box color="text-body-secondary">{ownerText(account)}</Box>}
          </li>
        ))}
      </ul>
      {accounts.some(isRoot) ? <Alert type="warning">{texts.lostRoot}</Alert> : null}
    </SpaceBetween>
  )
}
