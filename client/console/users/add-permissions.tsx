import type { IAM } from '@aws-sdk/client-iam'
import Container from '@cloudscape-design/components/container'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { Failure } from '../../shared/failure.js'
import { useFlash } from '../parts/flash.js'
import { UNSAVED, useLeaveGuard } from '../parts/leave-guard.js'
import { useAction } from '../queries/use-action.js'
import { Granted } from './granted.js'
import { type Grants, give, isGranting, NO_GRANTS, permissionsBy } from './grants.js'
import { PermissionsOptions } from './permissions-options.js'
import { texts } from './texts.js'

/** A copied boundary replaces the user's own. Source: IAM User Guide, "Changing permissions for an IAM user". */
async function grant(iam: IAM, UserName: string, grants: Grants): Promise<void> {
  const permissions = await permissionsBy(iam, grants)
  await give(iam, UserName, permissions)
  if (permissions.boundary === undefined) return
  await iam.putUserPermissionsBoundary({ UserName, PermissionsBoundary: permissions.boundary })
}

/** Gives the user of the address more permissions, in AWS's two steps. */
export default function AddPermissions() {
  const { userName = '' } = useParams()
  const [step, setStep] = useState(0)
  const [attempted, setAttempted] = useState(false)
  const [grants, setGrants] = useState(NO_GRANTS)
  const action = useAction()
  const flash = useFlash()
  const navigate = useNavigate()
  const ready = isGranting(grants)
  const guard = useLeaveGuard(ready ? UNSAVED : undefined)
  const back = addresses.users.of(userName, 'permissions')
  const submit = async () => {
    const outcome = await action.run((iam) => grant(iam, userName, grants))
    if (!outcome.ok) return
    guard.release()
    flash.success(texts.permissionsAdded(userName))
    navigate(back)
  }
  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.addPermissions}
      isLoadingNextStep={action.running}
      onCancel={() => navigate(back)}
      onNavigate={({ detail }) => {
        setAttempted(true)
        if (detail.requestedStepIndex === 0 || ready) setStep(detail.requestedStepIndex)
      }}
      onSubmit={() => void submit()}
      steps={[
        {
          title: texts.addPermissions,
          description: texts.addPermissionsText(userName),
          content: <PermissionsOptions userName={userName} grants={grants} onChange={setGrants} />,
          ...(attempted && !ready ? { errorText: texts.chooseSomething } : {}),
        },
        {
          title: texts.reviewPermissions,
          content: (
            <SpaceBetween size="m">
              <Container>
                <KeyValuePairs
                  columns={2}
                  items={[
                    { label: texts.userName, value: userName },
                    { label: texts.summary, value: <Granted grants={grants} /> },
                  ]}
                />
              </Container>
              {action.error === undefined ? null : <Failure error={action.error} />}
            </SpaceBetween>
          ),
        },
      ]}
    />
  )
}
