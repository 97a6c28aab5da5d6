import Alert from '@cloudscape-design/components/alert'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Wizard from '@cloudscape-design/components/wizard'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useSession } from '../../shared/session.js'
import { Copyable } from '../parts/copyable.js'
import { useFlash } from '../parts/flash.js'
import { useLeaveGuard } from '../parts/leave-guard.js'
import { type CredentialOwner, mfaUserNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { type Codes, isCode } from './code-fields.js'
import { enrolPasskey } from './enrol-passkey.js'
import { PasskeyStep } from './passkey-step.js'
import { type DeviceType, SelectDeviceStep } from './select-device-step.js'
import { SetUpDeviceStep } from './set-up-device-step.js'
import { texts } from './texts.js'
import { createVirtualDevice, type VirtualDevice } from './virtual-device.js'

/** AWS's pattern of a virtual device's name; 128 characters as the console allows. */
const DEVICE_NAME = /^[\w+=,.@-]{1,128}$/

interface Props {
  owner: CredentialOwner
  /** Where the wizard was opened from and where it returns to. */
  backTo: string
}

export function AssignMfaWizard({ owner, backTo }: Props) {
  const { id: session } = useSession()
  const [type, setType] = useState<DeviceType>('app')
  const [step, setStep] = useState(0)
  const [name, setName] = useState('')
  const [attempted, setAttempted] = useState({ name: false, codes: false })
  const [codes, setCodes] = useState<Codes>({ first: '', second: '' })
  const [device, setDevice] = useState<VirtualDevice>()
  const navigate = useNavigate()
  const flash = useFlash()
  const create = useAction()
  const enable = useAction()
  const guard = useLeaveGuard(device ? { header: texts.leaveHeader, text: texts.leftOver(device.name) } : undefined)
  const nameOk = DEVICE_NAME.test(name)

  function rename(next: string) {
    setName(next)
    // Another name is another device. The one made before stays unassigned, as at AWS.
    setDevice(undefined)
    create.clear()
  }

  async function needDevice(): Promise<boolean> {
    if (device) return true
    const outcome = await create.run((iam) => createVirtualDevice(iam, name))
    if (outcome.ok) setDevice(outcome.value)
    return outcome.ok
  }

  async function submitPasskey() {
    const outcome = await enable.run(() => enrolPasskey(session, owner, name))
    if (!outcome.ok) return
    flash.success(`${texts.assigned} ${texts.passkeyAssigned}`)
    navigate(backTo)
  }

  async function submit() {
    if (type === 'passkey') return submitPasskey()
    setAttempted({ name: true, codes: true })
    if (!device || !isCode(codes.first) || !isCode(codes.second)) return
    const outcome = await enable.run((iam) =>
      iam.enableMFADevice({
        ...mfaUserNameOf(owner),
        SerialNumber: device.serialNumber,
        AuthenticationCode1: codes.first,
        AuthenticationCode2: codes.second,
      }),
    )
    if (!outcome.ok) return
    guard.release()
    flash.success(`${texts.assigned} ${texts.assignedText}`)
    navigate(backTo)
  }

  function goTo(next: number) {
    setAttempted({ ...attempted, name: true })
    if (next === 0 || nameOk) setStep(next)
  }

  return (
    <Wizard
      activeStepIndex={step}
      submitButtonText={texts.addMfa}
      isLoadingNextStep={enable.running}
      onNavigate={({ detail }) => goTo(detail.requestedStepIndex)}
      onCancel={() => navigate(backTo)}
      onSubmit={submit}
      steps={[
        {
          title: texts.selectStep,
          content: (
            <SelectDeviceStep type={type} onType={setType} name={name} problem={attempted.name && !nameOk} onChange={rename} />
          ),
        },
        {
          title: texts.setUpStep,
          content:
            type === 'passkey' ? (
              <PasskeyStep error={enable.error} />
            ) : (
              // A phone that scans the code sees whose it is.
              <SpaceBetween size="l" data-mfa-user-name={mfaUserNameOf(owner).UserName}>
                <SetUpDeviceStep
                  device={device}
                  creating={create.running}
                  createError={create.error}
                  codes={codes}
                  attempted={attempted.codes}
                  enableError={enable.error}
                  onCodes={setCodes}
                  onNeedDevice={needDevice}
                />
                {device ? <LeftOver device={device} /> : null}
              </SpaceBetween>
            ),
        },
      ]}
    />
  )
}

/** AWS leaves an unassigned device behind without a word; here the learner is told. */
function LeftOver({ device }: { device: VirtualDevice }) {
  return (
    <Alert type="info">
      {texts.leftOver(device.name)} <Copyable what={texts.identifier} text={device.serialNumber} />
    </Alert>
  )
}
