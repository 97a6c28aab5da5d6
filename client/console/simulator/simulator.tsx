import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import ContentLayout from '@cloudscape-design/components/content-layout'
import Grid from '@cloudscape-design/components/grid'
import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useIam } from '../../shared/aws.js'
import { Failure } from '../../shared/failure.js'
import { InfoLink } from '../parts/info-link.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { NEW_POLICY } from '../policy-editor/new-policy.js'
import { PolicyEditor } from '../policy-editor/policy-editor.js'
import { problemOf } from '../policy-editor/problems.js'
import { AskedActions } from './asked-actions.js'
import { ContextKeys } from './context-keys.js'
import { askedKeys, type ContextValue, contextEntries, contextRows } from './context-values.js'
import { PrincipalPanel } from './principal-panel.js'
import { Results } from './results.js'
import { type Shown, ShownPolicy } from './shown-policy.js'
import { type AskedAction, type Result, simulate } from './simulate.js'
import { type SimulatedPolicy, type SimulatedPrincipal, usePrincipalPolicies } from './simulated-policy.js'
import { texts } from './texts.js'
import './simulator.css'

const WIDE = [{ colspan: 12 }, { colspan: 12 }]
const BESIDE = [{ colspan: { default: 12, s: 4 } }, { colspan: { default: 12, s: 8 } }]

interface Run {
  running: boolean
  error?: unknown
  results?: Result[]
}

/** What would be decided, by the engine that decides: for a principal, or for a policy that nobody has. */
export default function Simulator() {
  const iam = useIam()
  const [mode, setMode] = useState<'principal' | 'custom'>('principal')
  const [principal, setPrincipal] = useState<SimulatedPrincipal>()
  const [excluded, setExcluded] = useState<readonly string[]>([])
  const [text, setText] = useState(NEW_POLICY)
  const [actions, setActions] = useState<readonly AskedAction[]>([])
  const [given, setGiven] = useState<readonly ContextValue[]>([])
  const [shown, setShown] = useState<Shown>()
  const [{ running, error, results }, setRun] = useState<Run>({ running: false })
  const query = usePrincipalPolicies(principal)
  const isCustom = mode === 'custom'
  const policies = isCustom ? [customPolicy(text)] : (query.data ?? [])
  const left = isCustom ? [] : excluded
  const documents = policies.filter(({ id }) => !left.includes(id)).map(({ document }) => document)
  const asked = askedKeys(documents)
  const rows = contextRows(asked, given)
  const ready =
    actions.length > 0 && (isCustom ? problemOf(text, 'identity') === undefined : principal !== undefined && !query.isPending)
  // Results of another question would be taken for its answer.
  const changing =
    <T,>(set: (next: T) => void) =>
    (next: T) => {
      set(next)
      setRun({ running: false })
    }
  const run = async () => {
    setRun({ running: true })
    try {
      const context = contextEntries(rows)
      const subject = isCustom ? undefined : principal
      setRun({
        running: false,
        results: await simulate(iam, { principal: subject, policies, excluded: left, actions, context }),
      })
    } catch (refusal) {
      setRun({ running: false, error: refusal })
    }
  }
  return (
    <ContentLayout
      header={
        <Header
          variant="h1"
          info={<InfoLink />}
          description={texts.description}
          actions={
            <SegmentedControl
              label={texts.mode}
              selectedId={mode}
              options={[
                { id: 'principal', text: texts.principal },
                { id: 'custom', text: texts.custom },
              ]}
              onChange={({ detail }) => changing(setMode)(detail.selectedId as typeof mode)}
            />
          }
        >
          {texts.title}
        </Header>
      }
    >
      <Grid gridDefinition={isCustom ? WIDE : BESIDE}>
        {isCustom ? (
          <Container>
            <PolicyEditor kind="identity" picker={PickPolicies} text={text} onChange={changing(setText)} />
          </Container>
        ) : (
          <PrincipalPanel
            principal={principal}
            onPrincipal={(next) => {
              changing(setPrincipal)(next)
              setExcluded([])
            }}
            policies={query}
            excluded={excluded}
            onExclude={changing(setExcluded)}
            onShow={(policy) => setShown({ policy })}
          />
        )}
        <SpaceBetween size="l">
          <AskedActions actions={actions} onChange={changing(setActions)} />
          <ContextKeys rows={rows} asked={asked.length} onChange={changing(setGiven)} />
          <Button variant="primary" loading={running} disabled={!ready} onClick={() => void run()}>
            {texts.run}
          </Button>
          {error === undefined ? null : <Failure error={error} />}
          <Results results={results} onShow={(statement) => setShown({ statement })} />
        </SpaceBetween>
      </Grid>
      {shown ? <ShownPolicy shown={shown} onClose={() => setShown(undefined)} /> : null}
    </ContentLayout>
  )
}

const customPolicy = (document: string): SimulatedPolicy => ({
  id: 'custom',
  name: texts.customPolicy,
  kind: 'custom',
  sourceId: texts.customPolicy,
  document,
})
