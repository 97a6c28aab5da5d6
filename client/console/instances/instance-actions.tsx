import { type Instance, StartInstancesCommand } from '@aws-sdk/client-ec2'
import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import { useFlash } from '../parts/flash.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { useAction } from '../queries/use-action.js'
import { EditEc2Tags } from '../tags/edit-ec2-tags.js'
import { MetadataDialog } from './metadata-dialog.js'
import { StateDialog, type StateDialogKind } from './state-dialog.js'
import { texts } from './texts.js'

const { instances: pages } = addresses.ec2

interface Open {
  dialog: StateDialogKind | 'metadata' | 'tags'
  of: readonly Instance[]
}

/** *Connect*, *Instance state*, and *Actions* for the instances that are selected, or for the one of the page. */
export function InstanceActions({ of }: { of: readonly Instance[] }) {
  const ec2 = useEc2()
  const navigate = useNavigate()
  const flash = useFlash()
  const action = useAction()
  const [open, setOpen] = useState<Open>()
  const [one] = of
  const { InstanceId: id = '' } = one ?? {}
  const single = of.length === 1
  const allAre = (...states: string[]) => of.length > 0 && of.every(({ State }) => states.includes(State?.Name ?? ''))
  const gone = !of.length || of.some(({ State }) => State?.Name === 'terminated' || State?.Name === 'shutting-down')
  const ids = of.map(({ InstanceId = '' }) => InstanceId)
  const start = async () => {
    const outcome = await action.run(() => ec2.send(new StartInstancesCommand({ InstanceIds: ids })))
    if (outcome.ok) flash.success(texts.initiated.start(ids))
    else flash.error(texts.startFailed(ids), outcome.error)
  }
  const choose = (what: string) => {
    if (what === 'start') void start()
    else if (what === 'connect') navigate(pages.connect(id))
    else if (what === 'details') navigate(pages.of(id))
    else if (what === 'role') navigate(pages.modifyIamRole(id))
    else if (what === 'log') navigate(pages.systemLog(id))
    else setOpen({ dialog: what as Open['dialog'], of })
  }
  const close = () => setOpen(undefined)
  const [first] = open?.of ?? []
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <Button disabled={!single || gone} onClick={() => choose('connect')}>
          {texts.connect}
        </Button>
        <ButtonDropdown
          disabled={of.length === 0}
          loading={action.running}
          items={[
            { id: 'stop', text: texts.stop, disabled: !allAre('running') },
            { id: 'start', text: texts.start, disabled: !allAre('stopped') },
            { id: 'reboot', text: texts.reboot, disabled: !allAre('running') },
            { id: 'terminate', text: texts.terminate, disabled: gone },
          ]}
          onItemClick={({ detail }) => choose(detail.id)}
        >
          {texts.stateMenu}
        </ButtonDropdown>
        <ButtonDropdown
          disabled={!single}
          expandableGroups
          items={[
            { id: 'connect', text: texts.connect, disabled: gone },
            { id: 'details', text: texts.details },
            {
              text: texts.settings,
              items: [
                { id: 'metadata', text: texts.metadata, disabled: gone },
                { id: 'tags', text: texts.tags },
              ],
            },
            { text: texts.security, items: [{ id: 'role', text: texts.modifyRole, disabled: gone }] },
            { text: texts.troubleshoot, items: [{ id: 'log', text: texts.systemLog }] },
          ]}
          onItemClick={({ detail }) => choose(detail.id)}
        >
          {texts.actions}
        </ButtonDropdown>
      </SpaceBetween>
      {open?.dialog === 'metadata' && first ? <MetadataDialog instance={first} onClose={close} /> : null}
      {open?.dialog === 'tags' && first ? (
        <EditEc2Tags id={first.InstanceId ?? ''} before={first.Tags ?? []} onClose={close} />
      ) : null}
      {open && open.dialog !== 'metadata' && open.dialog !== 'tags' ? (
        <StateDialog kind={open.dialog} instances={open.of} onClose={close} />
      ) : null}
    </>
  )
}
