import AppLayoutToolbar from '@cloudscape-design/components/app-layout-toolbar'
import BreadcrumbGroup, { type BreadcrumbGroupProps } from '@cloudscape-design/components/breadcrumb-group'
import Flashbar from '@cloudscape-design/components/flashbar'
import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useFlashItems, useLeaveFlashes } from '../console/parts/flash.js'
import { usePageFocus } from '../console/parts/page-focus.js'
import { CLASSROOM, classroomAddress, classroomAddresses } from '../shared/addresses.js'
import { api } from '../shared/api.js'
import { type Appearance, changeAppearance, useAppearance } from '../shared/appearance.js'
import { GOES_ON, serverIsAway } from '../shared/reach.js'
import { useAct } from './queries.js'
import { useStaff } from './staff/staff-context.js'
import { texts } from './texts.js'
import './classroom.css'

const MfaDialog = lazy(() => import('./staff/mfa-dialog.js'))

type Crumb = BreadcrumbGroupProps.Item
const Trail = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined)

/** A page says where it stands, below the list of classes. */
export function useTrail(...crumbs: readonly Crumb[]): void {
  const set = useContext(Trail)
  const key = JSON.stringify(crumbs)
  useEffect(() => {
    set(JSON.parse(key) as Crumb[])
    return () => set([])
  }, [key, set])
}

const ROOT: Crumb = { text: texts.classes, href: classroomAddress('/') }

/** The frame of every page of the staff: top bar, breadcrumbs, messages. */
export function Frame({ children }: { children: ReactNode }) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const [trail, setTrail] = useState<readonly Crumb[]>([])
  const away = serverIsAway.useValue()
  const items = useFlashItems()
  const leaveFlashes = useLeaveFlashes()
  useEffect(() => {
    window.scrollTo(0, 0)
    leaveFlashes()
  }, [pathname, leaveFlashes])
  usePageFocus(pathname)
  return (
    <Trail value={setTrail}>
      <div id="top-bar">
        <TopBar />
      </div>
      <AppLayoutToolbar
        headerSelector="#top-bar"
        navigationHide
        toolsHide
        contentType="table"
        maxContentWidth={Number.MAX_VALUE}
        ariaLabels={{ notifications: texts.notifications }}
        notifications={
          <Flashbar
            items={[...(away ? [{ id: 'away', type: 'error' as const, content: GOES_ON }] : []), ...items]}
            stackItems
          />
        }
        breadcrumbs={
          <BreadcrumbGroup
            ariaLabel={texts.breadcrumbs}
            items={[ROOT, ...trail]}
            onFollow={(event) => {
              event.preventDefault()
              navigate(event.detail.href.slice(CLASSROOM.length))
            }}
          />
        }
        content={children}
      />
    </Trail>
  )
}

const MODES: readonly Appearance['mode'][] = ['system', 'light', 'dark']

function TopBar() {
  const staff = useStaff()
  const navigate = useNavigate()
  const { mode } = useAppearance()
  const [mfa, setMfa] = useState(false)
  const signOut = useAct(() => api('DELETE /classroom/session'), { failed: texts.signOutFailed })
  const utilities: TopNavigationProps.Utility[] = [
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      ariaLabel: texts.appearance,
      title: texts.appearance,
      items: MODES.map((id) => ({ id, text: texts[id], ...(id === mode ? { iconName: 'check' as const } : {}) })),
      onItemClick: ({ detail }) => changeAppearance({ mode: detail.id as Appearance['mode'] }),
    },
    {
      type: 'menu-dropdown',
      text: staff.name,
      description: texts.role[staff.role],
      iconName: 'user-profile',
      ariaLabel: texts.accountMenu(staff.name),
      items: [
        { id: 'classes', text: texts.classes },
        ...(staff.role === 'instructor' ? [{ id: 'staff', text: texts.staff }] : []),
        { id: 'mfa', text: staff.mfa ? texts.removeMfa : texts.setUpMfa },
        { id: 'sign-out', text: texts.signOut },
      ],
      onItemClick: ({ detail: { id } }) => {
        if (id === 'sign-out') signOut.run()
        else if (id === 'mfa') setMfa(true)
        else navigate(id === 'staff' ? classroomAddresses.staff : classroomAddresses.classes)
      },
    },
  ]
  return (
    <>
      <TopNavigation
        identity={{
          href: classroomAddress('/'),
          logo: { src: '/wordmark.svg', alt: texts.product },
          onFollow: (event) => {
            event.preventDefault()
            navigate('/')
          },
        }}
        utilities={utilities}
        i18nStrings={{ overflowMenuTriggerText: texts.more, overflowMenuTitleText: texts.more }}
      />
      {mfa ? (
        <Suspense>
          <MfaDialog onClose={() => setMfa(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
