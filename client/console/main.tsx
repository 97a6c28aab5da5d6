import '@cloudscape-design/global-styles/index.css'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { LabProvider } from '../lab/lab-context.js'
import { CONSOLE } from '../shared/addresses.js'
import { startAppearance } from '../shared/appearance.js'
import { SessionProvider } from '../shared/session.js'
import { App } from './app.js'
import { PAGES } from './pages.js'
import { FlashProvider } from './parts/flash.js'
import { loadPage } from './parts/page-table.js'

startAppearance()
loadPage(PAGES, location.pathname.slice(CONSOLE.length))
const queries = new QueryClient()
// One route for all: the pages are App's; a data router is what lets a page ask before it is left.
const router = createBrowserRouter([{ path: '*', element: <App /> }], { basename: CONSOLE })
const root = document.getElementById('root')
if (!root) throw new Error('no root element')
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <SessionProvider>
        <QueryClientProvider client={queries}>
          <FlashProvider>
            <LabProvider>
              <RouterProvider router={router} />
            </LabProvider>
          </FlashProvider>
        </QueryClientProvider>
      </SessionProvider>
    </I18nProvider>
  </StrictMode>,
)
