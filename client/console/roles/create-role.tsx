import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useEffect, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useFlash } from '../parts/flash.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { PageLink } from '../parts/page-link.js'
import type { Tag } from '../parts/tag-editor.js'
import { BoundaryChoice, type ChosenBoundary } from '../permissions/boundary-choice.js'
import { PickPolicies } from '../permissions/pick-policies.js'
import { texts as permissionTexts } from '../permissions/texts.js'
import { problemOf } from '../policy-editor/problems.js'
import { useAction } from '../queries/use-action.js'
import { EntityStep } from './entity-step.js'
import { type NewRole, runSteps, stepsOf } from './make-role.js'
import { ReviewRole, ROLE_NAME } from './review-role.js'
import { texts } from './texts.js'
import { missingOf, NEW_ENTITY, needsInstanceProfile, trustPolicy, useCaseOf } from './trusted-entity.js'

/** AWS's three steps: trusted entity, permissions, name and review. */
export default function CreateRole() {
  const { accountId } = useSession()
  const [step, setStep] = useState(0)
  const [asked, setAsked] = useState(0)
  const [entity, setEntity] = useState(NEW_ENTITY)
  const [policies, setPolicies] = useState<readonly string[]>([])
  const [boundary, setBoundary] = useState<ChosenBoundary>()
  const [name, setName] = useState('')
  const [written, setDescription] = useState<string>()
  const [tags, setTags] = useState<readonly Tag[]>([])
  const done = useRef(new Set<string>())
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const guard = useLeaveGuard(step > 0 ? UNSAVED : undefined)
  const role: NewRole = {
    name,
    description: written ?? useCaseOf(entity)?.description ?? '',
    trust: trustPolicy(entity, accountId),
    tags,
    policies,
    boundary: boundary ?? undefined,
    instanceProfile: needsInstanceProfile(entity),
  }
  // What is missing is told at its field, which may be out of sight.
  useEffect(() => {
    if (asked > 0) document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus()
  }, [asked])
  const missing = missingOf(entity)
  const problem = missing ? texts.missing[missing] : problemOf(role.trust, 'trust')
  const isMade = done.current.has('CreateRole')
  const submit = async () => {
    if (!ROLE_NAME.test(name)) return setAsked((times) => times + 1)
    const outcome = await action.run((iam) => runSteps(iam, stepsOf(role), done.current))
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.created(name))
    navigate(addresses.roles.of(name))
  }
  const goTo = (requested: number) => {
    const stops = requested > 0 && (problem !== undefined || (requested > 1 && boundary === null))
    setAsked((times) => (stops ? times + 1 : 0))
    if (!stops) setStep(requested)
    else if (problem !== undefined) setStep(0)
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.create}
      isLoadingNextStep={action.running}
      onCancel={() => navigate(addresses.roles.list)}
      onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
      onSubmit={() => void submit()}
      steps={[
        {
          title: texts.selectEntity,
          // The role has its trust policy by now: a change here would not come to it.
          content: isMade ? (
            <Alert type="info">
              {texts.trustIsSet} <PageLink to={addresses.roles.of(name, 'trust')}>{texts.editTrust}</PageLink>
            </Alert>
          ) : (
            <EntityStep entity={entity} asked={asked} onChange={setEntity} />
          ),
        },
        {
          title: texts.permissions,
          content: (
            <SpaceBetween size="l">
              <PickPolicies chosen={policies} onChange={setPolicies} />
              {isMade ? null : <BoundaryChoice kind="role" chosen={boundary} onChange={setBoundary} />}
            </SpaceBetween>
          ),
          ...(boundary === null && asked > 0 ? { errorText: permissionTexts.boundaryChoice.role.missing } : {}),
        },
        {
          title: texts.name,
          content: (
            <ReviewRole
              role={role}
              told={asked > 0}
              left={isMade ? stepsOf(role).filter(({ id }) => !done.current.has(id)) : undefined}
              error={action.error}
              onName={setName}
              onDescription={setDescription}
              onTags={setTags}
              onEdit={goTo}
            />
          ),
        },
      ]}
    />
  )
}
