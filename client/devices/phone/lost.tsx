import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import FormField from '@cloudscape-design/components/form-field'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { LostAccounts } from './lost-accounts.js'
import { ownerText } from './owner.js'
import type { PhoneAccount } from './store.js'
import { texts } from './texts.js'

const ALL = 'all'

interface Props {
  accounts: readonly PhoneAccount[]
  /** The ids of what is gone. */
  onLost(lost: ReadonlySet<string>): void
}

/** Asks what is lost and names it, since nothing brings a secret back. */
export function Lost({ accounts, onLost }: Props) {
  const [asking, setAsking] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  if (!asking || accounts.length === 0) {
    return (
      <Button disabled={accounts.length === 0} onClick={() => setAsking(true)}>
        {texts.lost}
      </Button>
    )
  }
  const lost = accounts.filter(({ id }) => chosen === ALL || chosen === id)
  const close = () => {
    setAsking(false)
    setChosen(null)
  }
  return (
    <SpaceBetween size="s">
      <FormField label={texts.lostWhat} description={texts.lostWhatHint}>
        <RadioGroup
          value={chosen}
          onChange={({ detail }) => setChosen(detail.value)}
          items={[
            ...accounts.map((account) => ({ value: account.id, label: account.name, description: ownerText(account) })),
            { value: ALL, label: texts.lostAll },
          ]}
        />
      </FormField>
      <LostAccounts accounts={lost} />
      {lost.length > 0 ? <Box color="text-body-secondary">{texts.lostText}</Box> : null}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          disabled={lost.length === 0}
          onClick={() => {
            close()
            onLost(new Set(lost.map(({ id }) => id)))
          }}
        >
          {texts.lostSure}
        </Button>
        <Button onClick={close}>{texts.cancel}</Button>
      </SpaceBetween>
    </SpaceBetween>
  )
}
