import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useNavigate } from 'react-router'
import { addresses, CONSOLE_HOME, SIGN_IN, signInTo } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { useAllSessions, useSession } from '../../shared/session.js'
import { forgetSession, rememberSession, type SessionInfo } from '../../shared/session-info.js'
import { useFlash } from '../parts/flash.js'
import { recentRoles, switchToRole } from '../roles/switched-roles.js'
import { texts } from './texts.js'

export type AccountDialog = 'reset-account' | 'delete-account' | 'export-account' | 'import-account'

interface Entry extends ButtonDropdownProps.Item {
  act: () => unknown
}

interface Group {
  id: string
  text: string
  items: Entry[]
}

function nameOf({ type, userName, roleName, accountAlias, accountId, accountName }: SessionInfo): string {
  const account = accountAlias ?? accountId
  if (type === 'Root') return accountName
  return type === 'AssumedRole' ? `${roleName} @ ${account}` : `${userName} @ ${account}`
}

/** The colour that was chosen for a role, so that one sees at a glance as whom one acts. */
const ColourMark = ({ colour }: { colour: string }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="14" height="14" rx="3" fill={colour} stroke="none" />
  </svg>
)

/** The menu under the name of who is signed in. `openDialog` shows one of the account's dialogs. */
export function useAccountMenu(openDialog: (dialog: AccountDialog) => void): TopNavigationProps.MenuDropdownUtility {
  const session = useSession()
  const flash = useFlash()
  const entries = useEntries(session, openDialog)
  const colour =
    session.type === 'AssumedRole' ? recentRoles().find(({ role }) => role === session.roleName)?.colour : undefined
  const act = async (id: string) =>
    entries
      .flatMap((entry) => ('items' in entry ? entry.items : [entry]))
      .find((entry) => entry.id === id)
      ?.act()
  return {
    type: 'menu-dropdown',
    text: nameOf(session),
    description: session.type === 'Root' ? `${session.email} (root user)` : session.arn,
    ...(colour
      ? { iconSvg: <ColourMark colour={colour} /> }
      : { iconName: session.type === 'Root' ? ('security' as const) : ('user-profile' as const) }),
    ariaLabel: `Account menu: ${nameOf(session)}`,
    onItemClick: ({ detail }) => void act(detail.id).catch((error: unknown) => flash.error(texts.signOut, error)),
    items: entries,
  }
}

function useEntries(session: SessionInfo, openDialog: (dialog: AccountDialog) => void): (Entry | Group)[] {
  const { all } = useAllSessions()
  const navigate = useNavigate()
  const isRoot = session.type === 'Root'
  const { switchedFrom } = session
  const others = all.filter(({ id }) => id !== session.id)
  const roles = isRoot ? [] : recentRoles()
  const dialog = (id: AccountDialog, text: string): Entry => ({ id, text, act: () => openDialog(id) })
  return [
    {
      id: 'copy-account-id',
      text: texts.copyAccountId(session.accountId),
      iconName: 'copy',
      act: () => navigator.clipboard.writeText(session.accountId),
    },
    {
      id: 'security-credentials',
      text: texts.securityCredentials,
      act: () => navigate(addresses.ownCredentials.show),
    },
    ...group('others', texts.otherSessions, others.map(sessionEntry)),
    ...(isRoot ? [] : [{ id: 'switch-role', text: texts.switchRole, act: () => navigate(addresses.roles.switch) }]),
    ...(switchedFrom ? [{ id: 'switch-back', text: texts.switchBack, act: () => goOnAs(switchedFrom) }] : []),
    ...group(
      'role-history',
      texts.roleHistory,
      roles.map((role, index) => ({
        id: `role:${index}`,
        text: role.displayName,
        async act() {
          await switchToRole(switchedFrom ?? session.id, role)
          location.assign(CONSOLE_HOME)
        },
      })),
    ),
    dialog('reset-account', texts.resetAccount),
    dialog('delete-account', texts.deleteAccount),
    dialog('export-account', texts.exportAccount),
    dialog('import-account', texts.importAccount),
    { id: 'add-session', text: texts.addSession, act: () => location.assign(SIGN_IN) },
    { id: 'sign-out', text: texts.signOut, act: () => signOut(session) },
  ]
}

const group = (id: string, text: string, items: Entry[]): Group[] => (items.length === 0 ? [] : [{ id, text, items }])

const sessionEntry = (session: SessionInfo): Entry => ({
  id: `session:${session.id}`,
  text: nameOf(session),
  act: () => goOnAs(session.id),
})

function goOnAs(session: string): void {
  rememberSession(session)
  location.assign(CONSOLE_HOME)
}

async function signOut({ id, type, accountAlias, accountId }: SessionInfo): Promise<void> {
  await api('POST /signin/sign-out', { body: { session: id } })
  forgetSession()
  location.assign(type === 'IAMUser' ? signInTo(accountAlias ?? accountId) : SIGN_IN)
}
