import type { ButtonDropdownProps } from '@cloudscape-design/components/button-dropdown'
import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useNavigate } from 'react-router'
import { addresses, CONSOLE_HOME, SIGN_IN, signInTo } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { useAllSessions, useSession } from '../../shared/session.js'
import { forgetSession, nameOf, rememberSession, type SessionInfo } from '../../shared/session-info.js'
import { useFlash } from '../parts/flash.js'
import { recentRoles, type SwitchedRole, switchToRole } from '../roles/switched-roles.js'
import { ColorMark, shownRole } from './shown-role.js'
import { texts } from './texts.js'

export type AccountDialog = 'reset-account' | 'delete-account' | 'export-account' | 'import-account'

interface Entry extends ButtonDropdownProps.Item {
  act: () => unknown
}

/** Between dividers; most have no heading. */
interface Group {
  id: string
  text?: string
  items: Entry[]
}

/** The menu under the name of who is signed in. `openDialog` shows one of the account's dialogs. */
export function useAccountMenu(openDialog: (dialog: AccountDialog) => void): TopNavigationProps.MenuDropdownUtility {
  const session = useSession()
  const flash = useFlash()
  const groups = useGroups(session, openDialog)
  const role = shownRole(session)
  const name = nameOf(session)
  const act = async (id: string) =>
    groups
      .flatMap(({ items }) => items)
      .find((entry) => entry.id === id)
      ?.act()
  return {
    type: 'menu-dropdown',
    text: role?.displayName ?? name,
    description: session.type === 'Root' ? `${session.email} (root user)` : session.arn,
    ...(role
      ? { iconSvg: <ColorMark color={role.colour} /> }
      : { iconName: session.type === 'Root' ? ('security' as const) : ('user-profile' as const) }),
    ariaLabel: texts.accountMenu(role && role.displayName !== name ? `${role.displayName} (${name})` : name),
    onItemClick: ({ detail }) => void act(detail.id).catch((error: unknown) => flash.error(texts.signOut, error)),
    items: groups,
  }
}

/** AWS's entries in AWS's order, and between dividers this product's own. */
function useGroups(session: SessionInfo, openDialog: (dialog: AccountDialog) => void): Group[] {
  const { all } = useAllSessions()
  const navigate = useNavigate()
  const { switchedFrom } = session
  const page = (id: string, text: string, path: string): Entry => ({ id, text, act: () => navigate(path) })
  const dialog = (id: AccountDialog, text: string): Entry => ({ id, text, act: () => openDialog(id) })
  const others = all.filter(({ id }) => id !== session.id)
  const from = all.find(({ id }) => id === switchedFrom)
  const roles = session.type === 'Root' ? [] : recentRoles()
  const copy: Entry = {
    id: 'copy-account-id',
    text: texts.copyAccountId(session.accountId),
    iconName: 'copy',
    act: () => navigator.clipboard.writeText(session.accountId),
  }
  return [
    { id: 'id', items: [copy] },
    {
      id: 'account',
      items: [
        page('account', texts.account, addresses.account),
        page('organization', texts.organization, addresses.services.of('organizations')),
        page('quotas', texts.quotas, addresses.services.of('servicequotas')),
        page('billing', texts.billing, addresses.services.of('costmanagement')),
        page('security-credentials', texts.securityCredentials, addresses.ownCredentials.show),
      ],
    },
    {
      id: 'switch',
      items: [
        ...(session.type === 'Root' ? [] : [page('switch-role', texts.switchRole, addresses.roles.switch)]),
        ...(switchedFrom ? [switchBack(switchedFrom, from)] : []),
      ],
    },
    { id: 'role-history', text: texts.roleHistory, items: roles.map(roleEntry(switchedFrom ?? session.id)) },
    { id: 'others', text: texts.otherSessions, items: others.map(sessionEntry) },
    {
      id: 'dojo',
      text: texts.dojo,
      items: [
        dialog('reset-account', texts.resetAccount),
        dialog('delete-account', texts.deleteAccount),
        dialog('export-account', texts.exportAccount),
        dialog('import-account', texts.importAccount),
      ],
    },
    {
      id: 'end',
      items: [
        { id: 'add-session', text: texts.addSession, act: () => location.assign(SIGN_IN) },
        { id: 'sign-out', text: texts.signOut, act: () => signOut(session) },
      ],
    },
  ].filter(({ items }) => items.length > 0)
}

const switchBack = (session: string, from: SessionInfo | undefined): Entry => ({
  id: 'switch-back',
  text: texts.switchBack,
  ...(from?.userName ? { secondaryText: texts.backTo(from.userName) } : {}),
  act: () => goOnAs(session),
})

const roleEntry =
  (session: string) =>
  (role: SwitchedRole, index: number): Entry => ({
    id: `role:${index}`,
    text: role.displayName,
    secondaryText: `${role.role} @ ${role.account}`,
    iconSvg: <ColorMark color={role.colour} />,
    async act() {
      await switchToRole(session, role)
      location.assign(CONSOLE_HOME)
    },
  })

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
