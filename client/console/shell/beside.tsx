import awsuiPlugins from '@cloudscape-design/components/internal/plugins'
import { type ReactNode, Suspense } from 'react'
import { createPortal } from 'react-dom'
import { externalStore } from '../../shared/external-store.js'
import { focusPage } from '../parts/page-focus.js'

/**
 * Panels that stand beside the lesson instead of in its place: Cloudscape's global drawers, which its toolbar layout
 * shows next to the local one where there is room. They are registered with the page and take their content by portal.
 */
interface Beside {
  id: 'phone' | 'requests'
  iconSvg: string
  labels: readonly [name: string, open: string, close: string]
  defaultSize: number
  resizeLabel: string
}

/** Narrower, a second of them takes the first one's place: three columns and the lesson are more than one can read. */
const ROOM_FOR_TWO = 1400

/** Where the content of each open panel goes. */
const containers = externalStore<ReadonlyMap<Beside['id'], HTMLElement>>(new Map())

/** Once for each panel, before the frame is drawn. */
export function registerBeside({
  id,
  iconSvg,
  labels: [content, triggerButton, closeButton],
  defaultSize,
  resizeLabel,
}: Beside) {
  awsuiPlugins.appLayout.registerDrawer({
    id,
    type: 'global',
    ariaLabels: { content, triggerButton, closeButton, resizeHandle: resizeLabel },
    trigger: { iconSvg },
    resizable: true,
    defaultSize,
    mountContent(container) {
      if (window.innerWidth < ROOM_FOR_TWO) for (const other of containers.get().keys()) closeBeside(other)
      containers.set(new Map([...containers.get(), [id, container]]))
    },
    unmountContent() {
      containers.set(new Map([...containers.get()].filter(([other]) => other !== id)))
      // Where the button that opened it has no place in the toolbar, nothing has the focus.
      focusPage()
    },
  })
}

const closeBeside = (id: Beside['id']): void => awsuiPlugins.appLayout.closeDrawer(id)

export function closeAllBeside(): void {
  for (const id of containers.get().keys()) closeBeside(id)
}

export const openBeside = (id: Beside['id']): void => awsuiPlugins.appLayout.openDrawer(id)

/** How many of them are open. */
export const useBesideCount = (): number => containers.useValue().size

/** What stands in the panel while it is open. */
export function BesideContent({ id, children }: { id: Beside['id']; children: ReactNode }) {
  const container = containers.useValue().get(id)
  return container ? createPortal(<Suspense>{children}</Suspense>, container) : null
}
