import type { AccessKeyMetadata, User } from '@aws-sdk/client-iam'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { typeOf } from '../mfa/device-type.js'
import { useAccountNow } from '../parts/account-now.js'
import { ago, daysBetween } from '../parts/ages.js'
import { Asked } from '../parts/asked.js'
import { accessKeysQuery, lastUsedQuery } from '../queries/access-keys.js'
import { mfaDevicesQuery } from '../queries/mfa-devices.js'
import { passwordSetAt, usePasswordChanges } from '../queries/password-changes.js'
import { signingCertificatesQuery } from '../queries/signing-certificates.js'
import { type IamQuery, useIamQueries, useIamQuery } from '../queries/use-iam-query.js'
import { loginProfileQuery, userGroupsQuery } from '../queries/users.js'
import { texts } from './texts.js'

// The cells of the list that cost calls for each row: made for the rows and columns that are shown, a few at a time.
// Columns of one kind share their call by its key.

const usePatient = <T,>(query: IamQuery<T>) => useIamQuery({ ...query, patient: true })

export function GroupCount({ userName }: { userName: string }) {
  return <Asked query={usePatient(userGroupsQuery(userName))}>{(groups) => groups.length}</Asked>
}

/** That there is none is a fault of a user who has a password; nobody else signs in. */
export function MfaTypes({ userName }: { userName: string }) {
  const password = usePatient(loginProfileQuery(userName)).data ?? null
  return (
    <Asked query={usePatient(mfaDevicesQuery({ kind: 'user', userName }))}>
      {(devices) =>
        devices.length === 0 ? (
          password === null ? (
            texts.none
          ) : (
            <StatusIndicator type="warning">{texts.none}</StatusIndicator>
          )
        ) : (
          [...new Set(devices.map(({ SerialNumber = '' }) => typeOf(SerialNumber)))].join(', ')
        )
      }
    </Asked>
  )
}

export function ConsoleAccessCell({ userName }: { userName: string }) {
  return (
    <Asked query={usePatient(loginProfileQuery(userName))}>
      {(profile) => (profile === null ? texts.disabled : texts.enabled)}
    </Asked>
  )
}

export function PasswordAge({ userName }: { userName: string }) {
  const now = useAccountNow()
  const changed = usePasswordChanges()?.get(userName)
  return (
    <Asked query={usePatient(loginProfileQuery(userName))}>
      {(profile) =>
        profile?.CreateDate ? texts.days(daysBetween(passwordSetAt(profile.CreateDate, changed), now)) : texts.none
      }
    </Asked>
  )
}

const useKeys = (userName: string) => usePatient(accessKeysQuery({ kind: 'user', userName }))

export function KeyIds({ userName }: { userName: string }) {
  const shown = ({ AccessKeyId, Status }: AccessKeyMetadata) =>
    `${AccessKeyId} (${Status === 'Active' ? texts.active : texts.inactive})`
  return <Asked query={useKeys(userName)}>{(keys) => keys.map(shown).join(', ') || texts.none}</Asked>
}

export function ActiveKeyAge({ userName }: { userName: string }) {
  const now = useAccountNow()
  const age = ({ CreateDate = now }: AccessKeyMetadata) => texts.days(daysBetween(CreateDate, now))
  return (
    <Asked query={useKeys(userName)}>
      {(keys) =>
        keys
          .filter(({ Status }) => Status === 'Active')
          .map(age)
          .join(', ') || texts.none
      }
    </Asked>
  )
}

/** When a user's keys were last used, each: `null` for never. A right of its own, of which the list of keys comes first. */
function useKeyUse(userName: string) {
  const keys = useKeys(userName)
  const uses = useIamQueries(
    (keys.data ?? []).map(({ AccessKeyId = '' }) => ({ ...lastUsedQuery(AccessKeyId), patient: true })),
  )
  const failed = uses.find(({ error }) => error)
  const known = keys.data && uses.every(({ data }) => data)
  return {
    ...(failed ?? keys),
    data: known ? uses.map(({ data }) => data?.LastUsedDate ?? null) : undefined,
  }
}

export function KeyLastUsed({ userName }: { userName: string }) {
  const now = useAccountNow()
  return (
    <Asked query={useKeyUse(userName)}>
      {(uses) => uses.map((at) => (at ? ago(at, now) : texts.never)).join(', ') || texts.none}
    </Asked>
  )
}

/** The latest of console and keys. */
export function LastActivity({ user: { UserName = '', PasswordLastUsed } }: { user: User }) {
  const now = useAccountNow()
  return (
    <Asked query={useKeyUse(UserName)}>
      {(uses) => {
        const times = [PasswordLastUsed, ...uses].flatMap((at) => (at ? at.getTime() : []))
        return times.length > 0 ? ago(new Date(Math.max(...times)), now) : texts.never
      }}
    </Asked>
  )
}

export function SigningCertificateCount({ userName }: { userName: string }) {
  return (
    <Asked query={usePatient(signingCertificatesQuery({ kind: 'user', userName }))}>
      {(certificates) => certificates.length || texts.none}
    </Asked>
  )
}
