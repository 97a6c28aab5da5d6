import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react'
import { useBlocker } from 'react-router'
import { Innermost } from '../../shared/dialogs/innermost.js'
import { texts } from './texts.js'

/** What is asked before something that can't be had again is left. */
export interface LeaveQuestion {
  header: string
  text: string
  /** Whether the header asks to continue, as AWS's does where a secret is shown once; else it is about leaving. */
  continues?: true
}

const Context = createContext<{ current: LeaveQuestion | undefined }>({ current: undefined })

/** Asks before a page is left that guards something, inside the console and at the browser's own door. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const question = useRef<LeaveQuestion | undefined>(undefined)
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    return question.current !== undefined && currentLocation.pathname !== nextLocation.pathname
  })
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (question.current) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
  return (
    <Context value={question}>
      {children}
      {blocker.state === 'blocked' && question.current ? (
        <Innermost>
          <Modal
            visible
            header={question.current.header}
            closeAriaLabel={texts.close}
            onDismiss={() => blocker.reset()}
            footer={
              <Box float="right">
                <SpaceBetween direction="horizontal" size="xs">
                  <Button variant="link" onClick={() => blocker.reset()}>
                    {question.current.continues ? texts.cancel : texts.stay}
                  </Button>
                  <Button variant="primary" onClick={() => blocker.proceed()}>
                    {question.current.continues ? texts.continue : texts.leave}
                  </Button>
                </SpaceBetween>
              </Box>
            }
          >
            {question.current.text}
          </Modal>
        </Innermost>
      ) : null}
    </Context>
  )
}

/** For a form that was begun. */
export const UNSAVED: LeaveQuestion = { header: texts.unsavedHeader, text: texts.unsavedText }

/**
 * Guards the page while `question` is given, whose words may be new at each render. `release()` lets the next navigation
 * pass, and holds until the page is left or asks for no guard: the next page may still be on its way when it renders again.
 */
export function useLeaveGuard(question: LeaveQuestion | undefined): { release(): void } {
  const guard = useContext(Context)
  const released = useRef(false)
  const { header, text, continues } = question ?? {}
  useEffect(() => {
    if (header === undefined || text === undefined) {
      released.current = false
      return
    }
    if (released.current) return
    const mine = { header, text, ...(continues ? { continues } : {}) }
    guard.current = mine
    return () => {
      if (guard.current === mine) guard.current = undefined
    }
  }, [guard, header, text, continues])
  return {
    release() {
      released.current = true
      guard.current = undefined
    },
  }
}
