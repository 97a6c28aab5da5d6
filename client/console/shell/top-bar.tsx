import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { lazy, Suspense, useState } from 'react'
import { useNavigate } from 'react-router'
import { addresses, CONSOLE_HOME, SIGN_IN, signInTo } from '../../shared/addresses.js'
import { api } from '../../shared/api.js'
import { type Appearance, changeAppearance, useAppearance } from '../../shared/appearance.js'
import { useAllSessions, useSession } from '../../shared/session.js'
import { forgetSession, rememberSession, type SessionInfo } from '../../shared/session-info.js'
import { useFlash } from '../parts/flash.js'
import { recentRoles, switchToRole } from '../roles/switched-roles.js'
import { TerminalMark } from './marks.js'
import { Search } from './search.js'
import { texts } from './texts.js'

function nameOf({ type, userName, roleName, accountAlias, accountId, accountName }: SessionInfo): string {
  const account = accountAlias ?? accountId
  if (type === 'Root') return accountName
  return type === 'AssumedRole' ? `${roleName} @ ${account}` : `${userName} @ ${account}`
}

const CHOICES: { [Group in keyof Appearance]: readonly Appearance[Group][] } = {
  mode: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  style: ['today', '2022'],
}
const GROUPS = Object.keys(CHOICES) as (keyof Appearance)[]

/** The colour that was chosen for a role, so that one sees at a glance as whom one acts. */
const ColourMark = ({ colour }: { colour: string }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="14" height="14" rx="3" fill={colour} stroke="none" />
  </svg>
)

const DIALOGS = {
  'reset-account': lazy(() => import('../account-reset/reset-dialog.js')),
  'delete-account': lazy(() => import('../account-reset/delete-dialog.js')),
  'export-account': lazy(() => import('../account-file/export-dialog.js')),
  'import-account': lazy(() => import('../account-file/import-dialog.js')),
}

const isDialog = (id: string): id is keyof typeof DIALOGS => Object.hasOwn(DIALOGS, id)

/** The mark, the plain badge that this is a simulator, the region, appearance, and the account menu. */
export function TopBar({ onTerminal }: { onTerminal: () => void }) {
  const session = useSession()
  const { all } = useAllSessions()
  const navigate = useNavigate()
  const flash = useFlash()
  const appearance = useAppearance()
  const [dialog, setDialog] = useState<keyof typeof DIALOGS>()
  const Dialog = dialog && DIALOGS[dialog]

  const act = async (id: string) => {
    if (id === 'security-credentials') navigate(addresses.ownCredentials.show)
    else if (id === 'copy-account-id') await navigator.clipboard.writeText(session.accountId)
    else if (isDialog(id)) setDialog(id)
    else if (id === 'add-session') location.assign(SIGN_IN)
    else if (id === 'switch-role') navigate(addresses.roles.switch)
    else if (id === 'switch-back' && session.switchedFrom) {
      rememberSession(session.switchedFrom)
      location.assign(CONSOLE_HOME)
    } else if (id.startsWith('role:')) {
      const role = recentRoles()[Number(id.slice('role:'.length))]
      if (!role) return
      await switchToRole(session.switchedFrom ?? session.id, role)
      location.assign(CONSOLE_HOME)
    } else if (id.startsWith('session:')) {
      rememberSession(id.slice('session:'.length))
      location.assign(CONSOLE_HOME)
    } else if (id === 'sign-out') {
      await api('POST /signin/sign-out', { body: { session: session.id } })
      forgetSession()
      const { type, accountAlias, accountId } = session
      location.assign(type === 'IAMUser' ? signInTo(accountAlias ?? accountId) : SIGN_IN)
    }
  }

  const colour =
    session.type === 'AssumedRole' ? recentRoles().find(({ role }) => role === session.roleName)?.colour : undefined
  const others = all.filter(({ id }) => id !== session.id)
  const account: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    text: nameOf(session),
    description: session.type === 'Root' ? `${session.email} (root user)` : session.arn,
    ...(colour
      ? { iconSvg: <ColourMark colour={colour} /> }
      : { iconName: session.type === 'Root' ? ('security' as const) : ('user-profile' as const) }),
    ariaLabel: `Account menu: ${nameOf(session)}`,
    onItemClick: ({ detail }) => void act(detail.id).catch((error: unknown) => flash.error(texts.signOut, error)),
    items: [
      { id: 'copy-account-id', text: texts.copyAccountId(session.accountId), iconName: 'copy' },
      { id: 'security-credentials', text: texts.securityCredentials },
      ...(others.length > 0
        ? [
            {
              id: 'others',
              text: texts.otherSessions,
              items: others.map((one) => ({ id: `session:${one.id}`, text: nameOf(one) })),
            },
          ]
        : []),
      ...(session.type === 'Root' ? [] : [{ id: 'switch-role', text: texts.switchRole }]),
      ...(session.switchedFrom ? [{ id: 'switch-back', text: texts.switchBack }] : []),
      ...(session.type === 'Root' || recentRoles().length === 0
        ? []
        : [
            {
              id: 'role-history',
              text: texts.roleHistory,
              items: recentRoles().map(({ displayName }, index) => ({ id: `role:${index}`, text: displayName })),
            },
          ]),
      { id: 'reset-account', text: texts.resetAccount },
      { id: 'delete-account', text: texts.deleteAccount },
      { id: 'export-account', text: texts.exportAccount },
      { id: 'import-account', text: texts.importAccount },
      { id: 'add-session', text: texts.addSession },
      { id: 'sign-out', text: texts.signOut },
    ],
  }
  const settings: TopNavigationProps.MenuDropdownUtility = {
    type: 'menu-dropdown',
    iconName: 'settings',
    ariaLabel: texts.appearance,
    title: texts.appearance,
    onItemClick: ({ detail: { id } }) => {
      const [group, value] = id.split(':')
      changeAppearance({ [group as string]: value })
    },
    items: GROUPS.map((group) => ({
      text: texts.appearances[group],
      items: CHOICES[group].map((value) => ({
        id: `${group}:${value}`,
        text: texts.appearanceOf[value],
        ...(appearance[group] === value ? { iconName: 'check' as const } : {}),
      })),
    })),
  }
  return (
    <>
      <TopNavigation
        search={<Search />}
        identity={{
          href: CONSOLE_HOME,
          // The name is part of the picture: as a title the bar cuts it short at common widths.
          logo: { src: '/wordmark.svg', alt: texts.title },
        }}
        utilities={[
          {
            type: 'button',
            iconSvg: <TerminalMark />,
            title: texts.openTerminal,
            ariaLabel: texts.openTerminal,
            onClick: onTerminal,
          },
          { type: 'button', text: texts.global, disableUtilityCollapse: true, ariaLabel: 'Region: Global' },
          settings,
          account,
        ]}
        i18nStrings={{
          overflowMenuTriggerText: 'More',
          overflowMenuTitleText: 'All',
          searchIconAriaLabel: texts.search,
          searchDismissIconAriaLabel: texts.closeNavigation,
        }}
      />
      {Dialog ? (
        <Suspense>
          <Dialog onClose={() => setDialog(undefined)} />
        </Suspense>
      ) : null}
    </>
  )
}
