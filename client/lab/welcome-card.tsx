import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { InheritedAccount } from '../../server/lab/api/contract.js'
import { signInAsRoot } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { texts } from './texts.js'
import './lab.css'

export function WelcomeCard({ welcome: { accountId, name, email, password } }: { welcome: InheritedAccount }) {
  return (
    <Alert type="success" header={texts.accountReady}>
      <dl className="lesson-account">
        <dt>{texts.accountName}</dt>
        <dd>{name}</dd>
        <dt>{texts.accountId}</dt>
        <dd>{accountId}</dd>
        <dt>{texts.rootEmail}</dt>
        <dd>{email}</dd>
        <dt>{texts.rootPassword}</dt>
        <dd>{password}</dd>
      </dl>
      <Button href={signInAsRoot(accountId)} wrapText={false}>
        {texts.toSignIn}
      </Button>
    </Alert>
  )
}

/** As the course begins. */
export const courseAccount = () => api('POST /lab/course')
/** As an exam finds it. */
export const examAccount = (id: string) => api('POST /lab/lessons/:id/account', { path: { id } })

interface NewAccountProps {
  make: () => Promise<InheritedAccount>
  text: string
  action: string
}

/** Makes an account, and says how to sign in to it. */
export function NewAccount({ make, text, action }: NewAccountProps) {
  const [welcome, setWelcome] = useState<InheritedAccount>()
  const [error, setError] = useState<unknown>()
  if (welcome) return <WelcomeCard welcome={welcome} />
  return (
    <SpaceBetween size="s">
      <Box>{text}</Box>
      <Button onClick={() => void make().then(setWelcome, setError)}>{action}</Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}
