import AppLayoutToolbar, { type AppLayoutToolbarProps } from '@cloudscape-design/components/app-layout-toolbar'
import Flashbar from '@cloudscape-design/components/flashbar'
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { ClockControl } from '../../lab/clock-control.js'
import { useLab } from '../../lab/lab-context.js'
import { LabPanel } from '../../lab/lab-panel.js'
import { useSession } from '../../shared/session.js'
import { useWantedWidth } from '../../shared/wanted-width.js'
import { rememberPage } from '../home/recent-pages.js'
import { useFlashItems, useLeaveFlashes } from '../parts/flash.js'
import { OpenDrawer } from '../parts/open-drawer.js'
import { usePageFocus } from '../parts/page-focus.js'
import { formOf, useCurrentPage } from '../parts/page-table.js'
import { BackToPage } from './back-to-page.js'
import { BesideContent, closeAllBeside, openBeside, registerBeside, useBesideCount } from './beside.js'
import { Breadcrumbs } from './breadcrumbs.js'
import { useEndedSession } from './ended-session.js'
import { PHONE, TRANSCRIPT } from './marks.js'
import { Navigation, useNavigationOf } from './navigation.js'
import { useNavigationRoom } from './navigation-room.js'
import { useNarrow, useOnePanel, usePanelCoversPage } from './one-panel.js'
import { useRegionInAddress } from './region-menu.js'
import { useServerAway } from './server-away.js'
import { useSessionEnd } from './session-end.js'
import { roleColors } from './shown-role.js'
import { SkipLink } from './skip-link.js'
import { useStepNews } from './step-news.js'
import { texts } from './texts.js'
import { TopBar } from './top-bar.js'
import './shell.css'

const LESSONS = 'lessons'
const PhonePanel = lazy(() => import('../../devices/phone-panel.js'))
/** For learners of a class alone; the others load none of it. */
const MyClass = lazy(() => import('../my-class/my-class.js'))
const PageHelp = lazy(() => import('../help/help-panel.js'))
const ApiCallsPanel = lazy(() => import('../api-calls/api-calls-panel.js'))
const RequestsPanel = lazy(() => import('../requests/requests-panel.js'))
const TerminalPanel = lazy(() => import('../../devices/terminal-panel.js'))
const TERMINAL_HEIGHT = 360
/** Panels at the side become narrower before the page does; in a narrow window both give way. */
const LEAST_CONTENT = { wide: 400, narrow: 320 }

registerBeside({
  id: 'phone',
  iconSvg: PHONE,
  labels: [texts.phone, texts.openPhone, texts.closePhone],
  resizeLabel: texts.resizePhone,
  defaultSize: 340,
})
registerBeside({
  id: 'requests',
  iconSvg: TRANSCRIPT,
  labels: [texts.requests, texts.openRequests, texts.closeRequests],
  resizeLabel: texts.resizeRequests,
  defaultSize: 480,
})

/** The frame of every page: top bar, navigation, messages; at the side lessons, info or calls, and beside them phone and requests; below, the terminal. */
export function Shell({ children }: { children: ReactNode }) {
  const items = [...useServerAway(), ...useSessionEnd(), ...useFlashItems()]
  const navigation = useNavigationOf()
  const session = useSession()
  const { accountId } = session
  const colors = roleColors(session)
  const { inClass, panelOpen, setPanelOpen, choices } = useLab()
  const [other, setOther] = useState<string | null>(null)
  // A lesson that was chosen on a page or in the search is shown in another panel's place.
  useEffect(() => {
    if (choices > 0) setOther(null)
  }, [choices])
  const beside = useBesideCount()
  const activeDrawer = other ?? (panelOpen ? LESSONS : null)
  const wide = useWantedWidth()
  const [navigationOpen, setNavigationOpen] = useNavigationRoom(beside > 0 || (wide && activeDrawer !== null))
  // Once opened it stays there, so that its shell lives on behind a closed panel.
  const [terminal, setTerminal] = useState<'never' | 'open' | 'closed'>('never')
  const [terminalHeight, setTerminalHeight] = useState(TERMINAL_HEIGHT)
  const { pathname } = useLocation()
  const leaveFlashes = useLeaveFlashes()
  // Forms are for one visit.
  const isForm = formOf(useCurrentPage()) !== undefined
  useEffect(() => {
    if (!isForm) rememberPage(accountId, pathname)
    window.scrollTo(0, 0)
    leaveFlashes()
  }, [accountId, pathname, isForm, leaveFlashes])
  usePageFocus(pathname)
  useRegionInAddress()
  const closeDrawer = () => {
    setOther(null)
    setPanelOpen(false)
  }
  useOnePanel([
    { open: activeDrawer !== null, close: closeDrawer },
    { open: beside > 0, close: closeAllBeside },
    { open: terminal === 'open', close: () => setTerminal('closed') },
    { open: navigationOpen && navigation !== undefined, close: () => setNavigationOpen(false) },
  ])
  useClosedByPage(pathname, () => {
    setNavigationOpen(false)
    closeDrawer()
  })
  useEndedSession()
  useStepNews(panelOpen && other === null)
  // A drawer's code is loaded when it is opened.
  const shown = (id: string, Panel: ComponentType) => <Suspense>{other === id ? <Panel /> : null}</Suspense>
  const panel = (content: ReactNode) => (
    <>
      {content}
      <BackToPage onClose={closeDrawer} />
    </>
  )
  return (
    <>
      <SkipLink />
      <div id="top-bar" style={colors} data-role={'--role-color' in colors ? '' : undefined}>
        <TopBar onTerminal={() => setTerminal((now) => (now === 'open' ? 'closed' : 'open'))} />
      </div>
      <AppLayoutToolbar
        headerSelector="#top-bar"
        footerSelector="#clock"
        breadcrumbs={<Breadcrumbs />}
        navigation={navigation ? <Navigation of={navigation} /> : undefined}
        navigationHide={navigation === undefined}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        notifications={<Flashbar items={items} stackItems />}
        stickyNotifications
        minContentWidth={LEAST_CONTENT[useNarrow() ? 'narrow' : 'wide']}
        toolsHide
        drawers={[
          drawer(LESSONS, 'suggestions', panel(<LabPanel />), [texts.lessons, texts.openLessons, texts.closeLessons], 380),
          drawer('help', 'status-info', panel(shown('help', PageHelp)), [texts.help, texts.openHelp, texts.closeHelp], 320),
          drawer(
            'calls',
            'script',
            panel(shown('calls', ApiCallsPanel)),
            [texts.calls, texts.openCalls, texts.closeCalls],
            420,
          ),
        ]}
        activeDrawerId={activeDrawer}
        onDrawerChange={({ detail: { activeDrawerId } }) => {
          setOther(activeDrawerId === LESSONS ? null : activeDrawerId)
          setPanelOpen(activeDrawerId === LESSONS)
        }}
        splitPanel={
          terminal === 'never' ? undefined : (
            <Suspense>
              <TerminalPanel height={terminalHeight} />
            </Suspense>
          )
        }
        splitPanelPreferences={{ position: 'bottom' }}
        splitPanelOpen={terminal === 'open'}
        onSplitPanelToggle={({ detail }) => setTerminal(detail.open ? 'open' : 'closed')}
        splitPanelSize={terminalHeight}
        onSplitPanelResize={({ detail }) => setTerminalHeight(detail.size)}
        ariaLabels={{
          navigation: texts.navigation,
          navigationClose: texts.closeNavigation,
          navigationToggle: texts.openNavigation,
          drawers: texts.panels,
          drawersOverflow: texts.morePanels,
        }}
        content={
          <OpenDrawer value={(id) => (id === 'phone' ? openBeside(id) : setOther(id))}>
            <Suspense>{inClass ? <MyClass /> : null}</Suspense>
            {children}
          </OpenDrawer>
        }
      />
      <BesideContent id="phone">
        <PhonePanel />
        <BackToPage onClose={closeAllBeside} />
      </BesideContent>
      <BesideContent id="requests">
        <RequestsPanel />
        <BackToPage onClose={closeAllBeside} />
      </BesideContent>
      <ClockControl />
    </>
  )
}

/** Whoever follows a link in a panel that lies over the page wants to see where it leads. */
function useClosedByPage(pathname: string, close: () => void): void {
  const covers = usePanelCoversPage()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    if (covers) close()
  })
}

function drawer(
  id: string,
  icon: 'suggestions' | 'status-info' | 'script',
  content: ReactNode,
  [drawerName = '', triggerButton = '', closeButton = '']: readonly string[],
  defaultSize: number,
): AppLayoutToolbarProps.Drawer {
  return {
    id,
    content,
    trigger: { iconName: icon },
    ariaLabels: { drawerName, triggerButton, closeButton, resizeHandle: texts.resizeLessons },
    resizable: true,
    defaultSize,
  }
}
