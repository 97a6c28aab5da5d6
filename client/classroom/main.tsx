// The code of an invitation comes first, and the style sheet keeps the other imports from being sorted above it.
import { code } from './code.js'
import '@cloudscape-design/global-styles/index.css'
import { I18nProvider } from '@cloudscape-design/components/i18n'
import messages from '@cloudscape-design/components/i18n/messages/all.en'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { FlashProvider } from '../console/parts/flash.js'
import { CLASSROOM } from '../shared/addresses.js'
import { startAppearance } from '../shared/appearance.js'
import { App } from './app.js'

startAppearance()
const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
const router = createBrowserRouter([{ path: '*', element: <App code={code} /> }], { basename: CLASSROOM })
const root = document.getElementById('root')
if (!root) throw new Error('no root element')
createRoot(root).render(
  <StrictMode>
    <I18nProvider locale="en" messages={[messages]}>
      <QueryClientProvider client={queries}>
        <FlashProvider>
          <RouterProvider router={router} />
        </FlashProvider>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
)
