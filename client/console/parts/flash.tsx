import type { FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { DecodeMessage } from '../../shared/decode/decode-message.js'
import { errorParts, isUnreachable } from '../../shared/error-parts.js'
import { Explain } from '../../shared/explain/explain.js'

/** What is younger belongs to the page that comes: it was said on the way there. */
const ON_THE_WAY_MS = 3_000

interface Flash {
  success(message: string): void
  info(message: string): void
  error(title: string, error: unknown): void
}

/** Time to read a line, twice. */
const SUCCESS_MS = 12_000

const Context = createContext<{ flash: Flash; items: FlashbarProps.MessageDefinition[]; leave(): void } | undefined>(undefined)

/** Messages above the page: what was done, what was refused. */
export function FlashProvider({ children }: { children: ReactNode }) {
  const [items, setItems] = useState<(FlashbarProps.MessageDefinition & { at: number })[]>([])
  const leave = useCallback(() => {
    const since = Date.now() - ON_THE_WAY_MS
    setItems((present) => present.filter(({ type, at }) => type !== 'success' || at > since))
  }, [])
  const flash = useMemo<Flash>(() => {
    const add = (item: FlashbarProps.MessageDefinition) => {
      const id = crypto.randomUUID()
      const onDismiss = () => setItems((present) => present.filter((one) => one.id !== id))
      // What was refused stays until it was read; what was done says so and goes.
      if (item.type === 'success') setTimeout(onDismiss, SUCCESS_MS)
      setItems((present) =>
        [{ ...item, at: Date.now(), id, dismissible: true, dismissLabel: 'Dismiss', onDismiss }, ...present].slice(0, 5),
      )
    }
    return {
      success: (message) => add({ type: 'success', content: message }),
      info: (message) => add({ type: 'info', content: message }),
      error: (title, error) => {
        if (isUnreachable(error)) return
        const { message, requestId, encoded } = errorParts(error)
        const content = requestId ? (
          <>
            {message} Request ID: {requestId} <Explain requestId={requestId} label="Why?" />
            {encoded ? (
              <>
                {' '}
                <DecodeMessage message={encoded} />
              </>
            ) : null}
          </>
        ) : (
          message
        )
        add({ type: 'error', header: title, content })
      },
    }
  }, [])
  return <Context value={{ flash, items, leave }}>{children}</Context>
}

function useFlashContext() {
  const context = useContext(Context)
  if (!context) throw new Error('FlashProvider is missing')
  return context
}

export const useFlash = (): Flash => useFlashContext().flash
export const useFlashItems = (): readonly FlashbarProps.MessageDefinition[] => useFlashContext().items
/** What was done on a page is no news on the next. */
export const useLeaveFlashes = (): (() => void) => useFlashContext().leave
