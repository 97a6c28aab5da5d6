import { Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { NotFound } from './not-found.js'
import { PAGES } from './pages.js'
import { LeaveGuard } from './parts/leave-guard.js'
import { PageTable } from './parts/page-table.js'
import { ErrorBoundary } from './shell/error-boundary.js'
import { Shell } from './shell/shell.js'

/** The console: the frame, and in it the page of the address. */
export function App() {
  return (
    <PageTable value={PAGES}>
      <LeaveGuard>
        <Shell>
          <ErrorBoundary>
            <Suspense fallback={null}>
              <Routes>
                {PAGES.map(({ path, Page }) => (
                  <Route key={path} path={path} element={<Page />} />
                ))}
                <Route path="*" element={<NotFound />} />
              </Routes>
            </Suspense>
          </ErrorBoundary>
        </Shell>
      </LeaveGuard>
    </PageTable>
  )
}
