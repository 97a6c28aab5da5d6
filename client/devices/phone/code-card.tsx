import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Container from '@cloudscape-design/components/container'
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { codeAt, STEP_SECONDS } from './codes.js'
import { isRoot, ownerText } from './owner.js'
import type { PhoneAccount } from './store.js'
import { texts } from './texts.js'

interface Props {
  account: PhoneAccount
  /** The phone's time. */
  now: number
  /** Undefined: removed. */
  onChange(next: PhoneAccount | undefined): void
}

export function CodeCard({ account, now, onChange }: Props) {
  const [doing, setDoing] = useState<'rename' | 'remove'>()
  const [name, setName] = useState(account.name)
  const { code, secondsLeft } = codeAt(account.seed, now)
  return (
    <Container
      header={
        <Header
          variant="h3"
          // The next below the heading of the phone’s own window, and of its panel.
          headingTagOverride="h2"
          actions={
            <ButtonDropdown
              variant="icon"
              ariaLabel={texts.actionsOf(account.name)}
              items={[
                { id: 'rename', text: texts.rename },
                { id: 'remove', text: texts.remove },
              ]}
              onItemClick={({ detail }) => setDoing(detail.id as 'rename' | 'remove')}
            />
          }
          description={
            <>
              {account.issuer}
              <div>{ownerText(account)}</div>
            </>
          }
        >
          <DeviceName name={account.name} />
        </Header>
      }
    >
      <SpaceBetween size="xs">
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <CopyToClipboard
            variant="icon"
            textToCopy={code}
            copyButtonAriaLabel={texts.copy(account.name)}
            copySuccessText={texts.copied}
            copyErrorText={texts.copyFailed}
          />
          <Box fontSize="display-l" fontWeight="bold">
            {code}
          </Box>
        </SpaceBetween>
        <div>
          <progress value={secondsLeft} max={STEP_SECONDS} aria-label={texts.left(secondsLeft)} />
          <div>
            <Box variant="small">{texts.left(secondsLeft)}</Box>
          </div>
        </div>
        {doing === 'rename' ? (
          <SpaceBetween direction="horizontal" size="xs">
            <Input value={name} ariaLabel={texts.name} onChange={({ detail }) => setName(detail.value)} />
            <Button
              onClick={() => {
                onChange({ ...account, name })
                setDoing(undefined)
              }}
            >
              {texts.rename}
            </Button>
          </SpaceBetween>
        ) : null}
        {doing === 'remove' ? (
          <SpaceBetween size="xs">
            <Box color="text-status-warning">{isRoot(account) ? texts.removeRoot : texts.removeText}</Box>
            <SpaceBetween direction="horizontal" size="xs">
              <Button onClick={() => setDoing(undefined)}>{texts.cancel}</Button>
              <Button onClick={() => onChange(undefined)}>{texts.remove}</Button>
            </SpaceBetween>
          </SpaceBetween>
        ) : null}
      </SpaceBetween>
    </Container>
  )
}

/** A device's name and its account go on two lines where they don't fit on one. */
function DeviceName({ name }: { name: string }) {
  const [device, ...account] = name.split(/(?=@\d{12}$)/)
  return (
    <>
      {device}
      <wbr />
      {account}
    </>
  )
}
