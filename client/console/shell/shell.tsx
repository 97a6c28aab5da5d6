import AppLayout from '@cloudscape-design/components/app-layout'
import Flashbar from '@cloudscape-design/components/flashbar'
import { type ReactNode, useState } from 'react'
import { useLab } from '../../lab/lab-context.js'
import { LabPanel } from '../../lab/lab-panel.js'
import { useFlashItems } from '../../shared/flash.js'
import { Navigation } from './navigation.js'
import { texts } from './texts.js'
import { TopBar } from './top-bar.js'

const LESSONS = 'lessons'

/** The frame of every page: top bar, navigation, messages, the lesson panel at the side. */
export function Shell({ children }: { children: ReactNode }) {
  const items = useFlashItems()
  const { panelOpen, setPanelOpen } = useLab()
  const [navigationOpen, setNavigationOpen] = useState(true)
  return (
    <>
      <div id="top-bar">
        <TopBar />
      </div>
      <AppLayout
        headerSelector="#top-bar"
        navigation={<Navigation />}
        navigationOpen={navigationOpen}
        onNavigationChange={({ detail }) => setNavigationOpen(detail.open)}
        notifications={<Flashbar items={items} stackItems />}
        stickyNotifications
        toolsHide
        drawers={[
          {
            id: LESSONS,
            content: <LabPanel />,
            trigger: { iconName: 'suggestions' },
            ariaLabels: {
              drawerName: texts.lessons,
              triggerButton: texts.openLessons,
              closeButton: texts.closeLessons,
              resizeHandle: texts.resizeLessons,
            },
            resizable: true,
            defaultSize: 380,
          },
        ]}
        activeDrawerId={panelOpen ? LESSONS : null}
        onDrawerChange={({ detail }) => setPanelOpen(detail.activeDrawerId === LESSONS)}
        ariaLabels={{
          navigation: texts.navigation,
          navigationClose: texts.closeNavigation,
          navigationToggle: texts.openNavigation,
        }}
        content={children}
      />
    </>
  )
}
