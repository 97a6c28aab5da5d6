import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import type { Loading } from '../queries/use-wire-query.js'
import { Part } from './part.js'
import { texts } from './texts.js'

/** What a new account lacks, with the way to fix it: for root the root user's, for a user their own. */
export function Recommendations({
  summary,
  ownMfa,
}: {
  summary: Loading<Partial<Record<string, number>>>
  ownMfa: Loading<readonly unknown[]>
}) {
  const { type } = useSession()
  return (
    <Container header={<Header variant="h2">{texts.recommendations}</Header>}>
      <SpaceBetween size="m">
        <Part query={summary}>
          {({ AccountMFAEnabled, AccountAccessKeysPresent }) => (
            <SpaceBetween size="m">
              <Item
                good={AccountMFAEnabled === 1}
                goodText={texts.rootMfa}
                badText={texts.rootMfaMissing}
                detail={texts.rootMfaText}
                {...(type === 'Root' ? { action: texts.addMfa, path: addresses.ownCredentials.assignMfa } : {})}
              />
              <Item
                good={AccountAccessKeysPresent === 0}
                goodText={texts.noRootKeys}
                badText={texts.rootKeys}
                detail={texts.rootKeysText}
                {...(type === 'Root' ? { action: texts.manageKeys, path: addresses.ownCredentials.show } : {})}
              />
            </SpaceBetween>
          )}
        </Part>
        {type === 'IAMUser' ? <OwnMfa devices={ownMfa} /> : null}
      </SpaceBetween>
    </Container>
  )
}

function OwnMfa({ devices }: { devices: Loading<readonly unknown[]> }) {
  return (
    <Part query={devices}>
      {(items) => (
        <Item
          good={items.length > 0}
          goodText={texts.userMfa}
          badText={texts.userMfaMissing}
          detail={texts.rootMfaText}
          action={texts.addMfa}
          path={addresses.ownCredentials.assignMfa}
        />
      )}
    </Part>
  )
}

const Status = ({ type, text }: { type: 'success' | 'warning'; text: string }) => (
  <StatusIndicator type={type}>
    <span className="words">{text}</span>
  </StatusIndicator>
)

interface ItemProps {
  good: boolean
  goodText: string
  badText: string
  detail: string
  action?: string
  path?: string
}

function Item({ good, goodText, badText, detail, action, path }: ItemProps) {
  const navigate = useNavigate()
  if (good) return <Status type="success" text={goodText} />
  return (
    <div>
      <Status type="warning" text={badText} />
      <Box color="text-body-secondary">{detail}</Box>
      {action && path ? <Button onClick={() => navigate(path)}>{action}</Button> : null}
    </div>
  )
}
