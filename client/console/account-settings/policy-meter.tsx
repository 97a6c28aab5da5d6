import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import Table from '@cloudscape-design/components/table'
import { useEffect, useState } from 'react'
import type { ZXCVBNResult } from 'zxcvbn'
import type { PasswordPolicyForm } from './password-policy-form.js'
import { brokenRules } from './rules.js'
import { texts } from './texts.js'

type Estimate = (password: string) => ZXCVBNResult

/** Two that rules like and attackers too, one that rules dislike and attackers too, one that nobody likes to type. */
const SAMPLES = ['Password1!', 'Summer2026!', 'lantern orbit pickle drum', 'xK9#vTq2@wLz']

/** What the rules say of a password, beside what an attacker's dictionary says: they are not the same. */
export function PolicyMeter({ form }: { form: PasswordPolicyForm }) {
  const [own, setOwn] = useState('')
  const estimate = useEstimate()
  return (
    <Container
      header={
        <Header variant="h2" description={texts.meterText}>
          {texts.meter}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label={texts.ownSample} constraintText={texts.ownSampleText}>
          <Input value={own} autoComplete={false} spellcheck={false} onChange={({ detail }) => setOwn(detail.value)} />
        </FormField>
        <Table
          variant="borderless"
          items={own ? [own, ...SAMPLES] : SAMPLES}
          ariaLabels={{ tableLabel: texts.meter }}
          columnDefinitions={[
            { id: 'password', header: texts.sample, cell: (password) => password, isRowHeader: true },
            { id: 'rules', header: texts.byRules, cell: (password) => <Verdict broken={brokenRules(form, password)} /> },
            { id: 'score', header: texts.byAttacker, cell: (password) => <Strength result={estimate?.(password)} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  )
}

function Verdict({ broken }: { broken: ReturnType<typeof brokenRules> }) {
  if (broken.length === 0) return <StatusIndicator type="success">{texts.accepted}</StatusIndicator>
  return <StatusIndicator type="error">{broken.map((rule) => texts.broken[rule]).join(', ')}</StatusIndicator>
}

function Strength({ result }: { result: ZXCVBNResult | undefined }) {
  if (!result) return <StatusIndicator type="loading">{texts.loading}</StatusIndicator>
  const time = String(result.crack_times_display.offline_slow_hashing_1e4_per_second)
  return (
    <StatusIndicator type={result.score >= 3 ? 'success' : 'warning'}>{texts.estimate(result.score, time)}</StatusIndicator>
  )
}

/** The word lists are large: fetched from this server when this panel is on the page. */
function useEstimate(): Estimate | undefined {
  const [zxcvbn, setZxcvbn] = useState<{ estimate: Estimate }>()
  useEffect(() => {
    void import('../../../server/credentials/password-strength.js').then(({ passwordStrength }) =>
      setZxcvbn({ estimate: (password) => passwordStrength(password, []) }),
    )
  }, [])
  return zxcvbn?.estimate
}
