import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { NotFound } from './not-found.js'
import { PAGES } from './pages.js'
import { LeaveGuard } from './parts/leave-guard.js'
import { CurrentPageContext, PageTable, useCurrentPage, usePageOfAddress } from './parts/page-table.js'
import { texts } from './parts/texts.js'
import { useRegion } from './queries/region.js'
import { ErrorBoundary } from './shell/error-boundary.js'
import { Shell } from './shell/shell.js'

/**
 * The page of the address. While its code is on its way, it's loading: with a boundary of its own for each page, a click
 * doesn't leave the page before where it is, as if nothing had happened. Nor does a page take along to another Region what
 * was chosen on it.
 */
function Pages() {
  const { page } = useCurrentPage()
  const { code } = useRegion()
  return (
    <Suspense key={`${page?.path} ${code}`} fallback={<StatusIndicator type="loading">{texts.loading}</StatusIndicator>}>
      <Routes>
        {PAGES.map(({ path, Page }) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  )
}

/** The console: the frame, and in it the page of the address. */
export function App() {
  return (
    <PageTable value={PAGES}>
      <CurrentPageContext value={usePageOfAddress(PAGES)}>
        <LeaveGuard>
          <Shell>
            <ErrorBoundary>
              <Pages />
            </ErrorBoundary>
          </Shell>
        </LeaveGuard>
      </CurrentPageContext>
    </PageTable>
  )
}
