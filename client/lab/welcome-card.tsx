import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { signInAsRoot } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { ErrorBox } from '../shared/error-box.js'
import { texts } from './texts.js'
import './lab.css'

/** An account as somebody left it; its root password stands in the course's own files. */
export interface Welcome {
  accountId: string
  name: string
  email: string
  password: string
}

export function WelcomeCard({ welcome: { accountId, name, email, password } }: { welcome: Welcome }) {
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

/** Makes an account by a post to the lab, and says how to sign in to it. */
export function NewAccount({ path, text, action }: { path: string; text: string; action: string }) {
  const [welcome, setWelcome] = useState<Welcome>()
  const [error, setError] = useState<unknown>()
  if (welcome) return <WelcomeCard welcome={welcome} />
  return (
    <SpaceBetween size="s">
      <Box>{text}</Box>
      <Button onClick={() => void api<Welcome>('POST', path, {}).then(setWelcome, setError)}>{action}</Button>
      {error === undefined ? null : <ErrorBox error={error} />}
    </SpaceBetween>
  )
}
