import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useEffect, useState } from 'react'
import { AddAccount } from './add-account.js'
import { CodeCard } from './code-card.js'
import { Lost } from './lost.js'
import { accountOf } from './otpauth.js'
import { scanPage } from './scan.js'
import { type Phone as Contents, keepPhone, onPhoneChanged, type PhoneAccount, readPhone, withoutLost } from './store.js'
import { texts } from './texts.js'

/** The authenticator app: accounts with their codes. `page` is what its camera sees; a pop-out sees its opener. */
export function Phone({ page }: { page: Document | undefined }) {
  const { phone, change } = usePhone()
  const now = useNow()
  const [adding, setAdding] = useState(false)
  const [problem, setProblem] = useState<string>()
  if (!phone) return null

  const add = (account: Omit<PhoneAccount, 'id'>) => {
    setAdding(false)
    setProblem(undefined)
    void change({ ...phone, accounts: [...phone.accounts, { ...account, id: crypto.randomUUID() }] })
  }
  const scan = async () => {
    const scanned = page && (await scanPage(page))
    const account = scanned && accountOf(scanned.link)
    if (account) add({ ...account, ...(scanned.userName === undefined ? {} : { userName: scanned.userName }) })
    else setProblem(scanned === undefined ? texts.nothingToScan : texts.notACode)
  }
  const replace = (id: string, next: PhoneAccount | undefined) =>
    void change({ ...phone, accounts: phone.accounts.flatMap((one) => (one.id !== id ? [one] : next ? [next] : [])) })

  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary">{texts.intro}</Box>
      {phone.clockOffset === 0 ? null : (
        <Alert
          type="info"
          action={<Button onClick={() => void change({ ...phone, clockOffset: 0 })}>{texts.setClockRight}</Button>}
        >
          {texts.clockIsOff(phone.clockOffset)}
        </Alert>
      )}
      {phone.accounts.length === 0 ? <Box variant="strong">{texts.empty}</Box> : null}
      {phone.accounts.map((account) => (
        <CodeCard
          key={account.id}
          account={account}
          now={now + phone.clockOffset * 1000}
          onChange={(next) => replace(account.id, next)}
        />
      ))}
      {problem ? (
        <Alert type="warning" dismissible dismissAriaLabel={texts.cancel} onDismiss={() => setProblem(undefined)}>
          {problem}
        </Alert>
      ) : null}
      {adding ? (
        <AddAccount onAdd={add} onCancel={() => setAdding(false)} />
      ) : (
        <SpaceBetween size="xs" direction="horizontal">
          {page ? <Button onClick={() => void scan()}>{texts.scan}</Button> : null}
          <Button onClick={() => setAdding(true)}>{texts.add}</Button>
        </SpaceBetween>
      )}
      <ExpandableSection headerText={texts.settings}>
        <SpaceBetween size="m">
          <FormField label={texts.clock} constraintText={texts.clockHint}>
            <Input
              type="number"
              value={String(phone.clockOffset)}
              onChange={({ detail }) => void change({ ...phone, clockOffset: Number(detail.value) || 0 })}
            />
          </FormField>
          <Lost accounts={phone.accounts} onLost={(lost) => void change(withoutLost(phone, lost))} />
        </SpaceBetween>
      </ExpandableSection>
    </SpaceBetween>
  )
}

/** What is on the phone, in all its windows alike. */
function usePhone() {
  const [phone, setPhone] = useState<Contents>()
  useEffect(() => {
    const load = () => void readPhone().then(setPhone)
    load()
    return onPhoneChanged(load)
  }, [])
  return {
    phone,
    async change(next: Contents) {
      setPhone(next)
      await keepPhone(next)
    },
  }
}

function useNow(): number {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  return now
}
