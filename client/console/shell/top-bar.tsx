import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { type ComponentType, lazy, Suspense, useState } from 'react'
import { CONSOLE_HOME } from '../../shared/addresses.js'
import { type Appearance, changeAppearance, useAppearance } from '../../shared/appearance.js'
import { type AccountDialog, useAccountMenu } from './account-menu.js'
import { TerminalMark } from './marks.js'
import { useRegionMenu } from './region-menu.js'
import { Search } from './search.js'
import { useServicesMenu, useSupportMenu } from './services-menu.js'
import { texts } from './texts.js'

const CHOICES: { [Group in keyof Appearance]: readonly Appearance[Group][] } = {
  mode: ['system', 'light', 'dark'],
  density: ['comfortable', 'compact'],
  style: ['today', '2022'],
}
const GROUPS = Object.keys(CHOICES) as (keyof Appearance)[]

const DIALOGS: Record<AccountDialog, ComponentType<{ onClose(): void }>> = {
  'reset-account': lazy(() => import('../account-reset/reset-dialog.js')),
  'delete-account': lazy(() => import('../account-reset/delete-dialog.js')),
  'export-account': lazy(() => import('../account-file/export-dialog.js')),
  'import-account': lazy(() => import('../account-file/import-dialog.js')),
}

/** The mark, services and their search, the terminal, support, appearance, the Region, and the account menu. */
export function TopBar({ onTerminal }: { onTerminal: () => void }) {
  const appearance = useAppearance()
  const [dialog, setDialog] = useState<AccountDialog>()
  const Dialog = dialog && DIALOGS[dialog]
  const account = useAccountMenu(setDialog)
  const services = useServicesMenu()
  const support = useSupportMenu()
  const region = useRegionMenu()
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
          services,
          {
            type: 'button',
            iconSvg: <TerminalMark />,
            title: texts.openTerminal,
            ariaLabel: texts.openTerminal,
            onClick: onTerminal,
          },
          support,
          settings,
          region,
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
