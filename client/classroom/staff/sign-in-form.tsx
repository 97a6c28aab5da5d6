import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import Link from '@cloudscape-design/components/link'
import { useState } from 'react'
import { JOIN } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { useAct } from '../queries.js'
import { CodeField } from './code-field.js'
import { Door } from './door.js'
import { texts } from './texts.js'

/** Name and password, then the code of who has MFA. Once somebody is signed in, the session that is asked again says so. */
export function SignInForm() {
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [needsCode, setNeedsCode] = useState(false)
  const signIn = useAct(async () => {
    const body = { name: name.trim(), password, code: needsCode ? code.trim() : undefined }
    const answer = await api('POST /classroom/session', { body })
    if ('needsCode' in answer) setNeedsCode(true)
  })
  const back = () => {
    setNeedsCode(false)
    setCode('')
    signIn.reset()
  }
  const asked = { running: signIn.running, error: signIn.error, onSubmit: () => signIn.run() }
  if (needsCode)
    return (
      <Door
        {...asked}
        title={texts.codeTitle}
        text={texts.codeText}
        submitText={texts.submit}
        secondary={
          <Button variant="link" formAction="none" onClick={back}>
            {texts.back}
          </Button>
        }
      >
        <CodeField value={code} onChange={setCode} />
      </Door>
    )
  return (
    <Door
      {...asked}
      title={texts.signInTitle}
      text={
        <>
          {texts.signInText} <Link href={JOIN}>{JOIN}</Link>.
        </>
      }
      submitText={texts.signIn}
    >
      <FormField label={texts.name}>
        <Input value={name} autoComplete="username" onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={texts.password}>
        <Input
          value={password}
          type="password"
          autoComplete="current-password"
          onChange={({ detail }) => setPassword(detail.value)}
        />
      </FormField>
      <ExpandableSection headerText={texts.lost}>
        <Box>{texts.lostText}</Box>
        <Box variant="code">{texts.lostCommand}</Box>
      </ExpandableSection>
    </Door>
  )
}
