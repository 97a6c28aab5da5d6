import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { lazy, Suspense } from 'react'
import { Route, Routes } from 'react-router'
import { ErrorBox } from '../shared/error-box.js'
import { GOES_ON } from '../shared/reach.js'
import { ClassList } from './classes/class-list.js'
import { Frame } from './frame.js'
import { NotFound } from './not-found.js'
import { isAway } from './queries.js'
import { InvitationForm } from './staff/invitation-form.js'
import { SignInForm } from './staff/sign-in-form.js'
import { StaffContext, useClassroomSession } from './staff/staff-context.js'
import { texts } from './texts.js'

const ClassPage = lazy(() => import('./class/class-page.js'))
const LearnerOfClass = lazy(() => import('./learner/learner-of-class.js'))
const StaffPage = lazy(() => import('./staff/staff-page.js'))
const Projector = lazy(() => import('./projector/projector.js'))

const LOADING = <StatusIndicator type="loading">{texts.loading}</StatusIndicator>

/** The projector is a page of its own; everything else is for the class's staff. `code`: of an invitation. */
export function App({ code }: { code: string }) {
  return (
    <Suspense fallback={LOADING}>
      <Routes>
        <Route path="/projector" element={<Projector code={code} />} />
        <Route path="/invitation" element={<InvitationForm code={code} />} />
        <Route path="*" element={<ForStaff />} />
      </Routes>
    </Suspense>
  )
}

function ForStaff() {
  const session = useClassroomSession()
  if (isAway(session.error)) return <p role="alert">{GOES_ON}</p>
  if (session.error) return <ErrorBox error={session.error} />
  if (!session.data) return LOADING
  const { staff } = session.data
  if (!staff) return <SignInForm />
  return (
    <StaffContext value={staff}>
      <Frame>
        <Suspense fallback={LOADING}>
          <Routes>
            <Route path="/" element={<ClassList />} />
            <Route path="/staff" element={<StaffPage />} />
            <Route path="/classes/:classId/learner/:learnerId" element={<LearnerOfClass />} />
            <Route path="/classes/:classId/:tab?" element={<ClassPage />} />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Frame>
    </StaffContext>
  )
}
