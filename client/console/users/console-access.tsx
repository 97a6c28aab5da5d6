import type { LoginProfile, User } from '@aws-sdk/client-iam'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import { lazy, Suspense, useState } from 'react'
import { LessonHotspot } from '../../lab/lesson-hotspot.js'
import { signInTo } from '../../shared/addresses.js'
import { dateTime } from '../../shared/locale.js'
import { useSession } from '../../shared/session.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago } from '../parts/ages.js'
import { Copyable } from '../parts/copyable.js'
import { Loaded } from '../parts/loaded.js'
import { passwordSetAt, usePasswordChanges } from '../queries/password-changes.js'
import { useLoginProfile } from '../queries/users.js'
import type { NewPassword } from './manage-console-access.js'
import { texts } from './texts.js'

const ManageConsoleAccess = lazy(async () => ({
  default: (await import('./manage-console-access.js')).ManageConsoleAccess,
}))
const ConsolePassword = lazy(async () => ({ default: (await import('./console-password.js')).ConsolePassword }))

/** A user's console password: given, reset, taken away. */
export function ConsoleAccess({ userName, user }: { userName: string; user: User | undefined }) {
  const profile = useLoginProfile(userName)
  const { accountId, accountAlias } = useSession()
  const [dialog, setDialog] = useState<'manage' | NewPassword>()
  const close = () => setDialog(undefined)
  const lastSignIn = user?.PasswordLastUsed
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <LessonHotspot id="console-access">
              <Button disabled={profile.data === undefined} onClick={() => setDialog('manage')}>
                {profile.data ? texts.manage : texts.enable}
              </Button>
            </LessonHotspot>
          }
        >
          {texts.consoleSignIn}
        </Header>
      }
    >
      <Loaded query={profile}>
        {(present) => (
          <KeyValuePairs
            columns={3}
            items={[
              {
                label: texts.consoleLink,
                value: <Copyable what={texts.consoleLink} text={location.origin + signInTo(accountAlias ?? accountId)} />,
              },
              { label: texts.password, value: <PasswordState userName={userName} profile={present} /> },
              { label: texts.lastSignIn, value: lastSignIn ? dateTime(lastSignIn) : texts.never },
            ]}
          />
        )}
      </Loaded>
      <Suspense>
        {dialog === 'manage' && profile.data !== undefined ? (
          <ManageConsoleAccess userName={userName} profile={profile.data} onPassword={setDialog} onClose={close} />
        ) : null}
        {typeof dialog === 'object' ? <ConsolePassword userName={userName} password={dialog.password} onClose={close} /> : null}
      </Suspense>
    </Container>
  )
}

function PasswordState({ userName, profile }: { userName: string; profile: LoginProfile | null }) {
  const now = useAccountNow()
  const changed = usePasswordChanges()?.get(userName)
  if (profile === null) return <>{texts.notEnabled}</>
  const { CreateDate = now, PasswordResetRequired = false } = profile
  const setAt = passwordSetAt(CreateDate, changed)
  return (
    <>
      {texts.setAgo(ago(setAt, now), dateTime(setAt))} {PasswordResetRequired ? texts.mustChange : null}
    </>
  )
}
