import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { useAppearance } from '../../shared/appearance.js'
import { useFlash } from '../parts/flash.js'
import { Empty, Loaded } from '../parts/loaded.js'
import { useAccessKeys, useLastUsed } from '../queries/access-keys.js'
import { type CredentialOwner, userNameOf } from '../queries/owner.js'
import { useAction } from '../queries/use-action.js'
import { useUserTags } from '../queries/users.js'
import { AccessKeyCard, type KeyAction, type KeyDialogProps } from './access-key-card.js'
import { CreateKey2022 } from './create-key-2022.js'
import { DeactivateDialog } from './deactivate-dialog.js'
import { DeleteDialog } from './delete-dialog.js'
import { DescriptionDialog } from './description-dialog.js'
import { texts } from './texts.js'

/** AWS's quota; inactive keys count, and it cannot be raised. */
const KEYS_PER_PRINCIPAL = 2

interface Props {
  owner: CredentialOwner
  /** Route of the wizard that creates a key for this owner. */
  createPath: string
}

/** The section “Access keys”: one card a key. */
export function AccessKeys({ owner, createPath }: Props) {
  const query = useAccessKeys(owner)
  const keys = query.data ?? []
  const lastUsed = useLastUsed(keys.map((key) => key.AccessKeyId ?? ''))
  const tags = useUserTags(owner.kind === 'user' ? owner.userName : '', owner.kind === 'user')
  const [open, setOpen] = useState<{ action: KeyAction; id: string }>()
  const activate = useActivate(owner)
  const act = (action: KeyAction, id: string) => (action === 'activate' ? void activate(id) : setOpen({ action, id }))
  const description = (id: string) => tags.data?.find((tag) => tag.Key === id)?.Value
  const dialogKey = keys.find((key) => key.AccessKeyId === open?.id)
  return (
    <Container header={<SectionHeader owner={owner} count={query.data?.length} createPath={createPath} />}>
      <Loaded query={query}>
        {(items) =>
          items.length === 0 ? (
            <Empty title={texts.emptyTitle} text={texts.emptyText} />
          ) : (
            <SpaceBetween size="m">
              {items.map((key, index) => (
                <AccessKeyCard
                  key={key.AccessKeyId}
                  accessKey={key}
                  lastUsed={lastUsed[index]}
                  description={description(key.AccessKeyId ?? '')}
                  describable={owner.kind === 'user'}
                  hotspot={index === 0}
                  onAction={(action) => act(action, key.AccessKeyId ?? '')}
                />
              ))}
            </SpaceBetween>
          )
        }
      </Loaded>
      {open && dialogKey ? (
        <KeyDialog
          owner={owner}
          action={open.action}
          accessKey={dialogKey}
          lastUsed={lastUsed[keys.indexOf(dialogKey)]?.data}
          description={description(open.id) ?? ''}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </Container>
  )
}

function KeyDialog({ action, ...props }: KeyDialogProps & { action: KeyAction }) {
  if (action === 'deactivate') return <DeactivateDialog {...props} />
  if (action === 'delete') return <DeleteDialog {...props} />
  return <DescriptionDialog {...props} />
}

interface HeaderProps extends Props {
  count: number | undefined
}

function SectionHeader({ owner, count, createPath }: HeaderProps) {
  const navigate = useNavigate()
  const { style } = useAppearance()
  const full = count !== undefined && count >= KEYS_PER_PRINCIPAL
  // In 2022 only root's button knew of the limit; a user's dialog showed the error.
  const dialog = style === '2022' && !(full && owner.kind === 'root')
  return (
    <Header
      variant="h2"
      counter={count === undefined ? '' : `(${count})`}
      description={texts.description}
      actions={
        <LessonHotspot id="access-keys-create">
          {dialog ? (
            <CreateKey2022 owner={owner} />
          ) : (
            <Button
              disabled={full}
              {...(full ? { disabledReason: texts.limitReached } : {})}
              onClick={() => navigate(createPath)}
            >
              {style === '2022' ? texts.as2022.root.create : texts.create}
            </Button>
          )}
        </LessonHotspot>
      }
    >
      {style === '2022' ? texts.as2022.title : texts.title}
    </Header>
  )
}

/** Activating does no harm, so it asks nothing. */
function useActivate(owner: CredentialOwner) {
  const action = useAction()
  const flash = useFlash()
  return async (id: string) => {
    const outcome = await action.run((iam) => iam.updateAccessKey({ ...userNameOf(owner), AccessKeyId: id, Status: 'Active' }))
    if (outcome.ok) flash.success(texts.activated(id))
    else flash.error(texts.activateFailed, outcome.error)
  }
}
