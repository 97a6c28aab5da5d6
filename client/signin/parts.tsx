import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { ApiError } from '../shared/api.js'
import { texts } from './texts.js'

/** `wide`: two columns, where there is room. */
export function Frame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <main>
      <div className="mark">
        <img src="/mark.svg" width="32" height="32" alt="" />
        {texts.title} <span className="badge">{texts.simulator}</span>
      </div>
      <div className={wide ? 'doors' : 'door'}>{children}</div>
    </main>
  )
}

/**
 * A step's first field takes the focus, so that one can type at once: a code lasts 30 seconds. It is described by the
 * heading, which a screen reader then says as well. A step without a field begins at its heading.
 */
export function Heading({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  const id = useId()
  useEffect(() => {
    const heading = ref.current
    const fields = heading?.parentElement?.querySelectorAll<HTMLInputElement>('form input:not([type=checkbox])') ?? []
    const own = [...fields].filter((one) => one.closest('details') === null)
    const field = own.find(({ value }) => value === '') ?? own[0]
    if (!field) return heading?.focus()
    field.setAttribute('aria-describedby', id)
    field.focus()
  }, [id])
  return (
    <h1 ref={ref} id={id} tabIndex={-1}>
      {children}
    </h1>
  )
}

export function Failure({ error }: { error: unknown }) {
  if (error === undefined) return null
  const failed = error instanceof ApiError && error.code === 'AuthenticationFailed'
  return (
    <div className="error" role="alert">
      {failed ? <strong>{texts.failed}</strong> : null}
      {error instanceof Error ? error.message : String(error)}
      {error instanceof ApiError && error.nextStep ? <div>{error.nextStep}</div> : null}
    </div>
  )
}

interface FieldProps {
  label: string
  value: string
  onChange: (value: string) => void
  type?: 'text' | 'email'
  autoComplete?: string
  inputMode?: 'numeric'
  autoFocus?: boolean
  required?: boolean
}

export function Field({ label, value, onChange, type = 'text', ...rest }: FieldProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        required
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        {...rest}
      />
    </>
  )
}

interface PasswordProps {
  /** If what is typed isn't called a password. */
  show?: string
  fields: { label: string; value: string; onChange: (value: string) => void; autoComplete: string }[]
  onFocus?: () => void
}

/** Password fields with one switch to show them. */
export function Passwords({ fields, onFocus, show = texts.showPassword }: PasswordProps) {
  const [shown, setShown] = useState(false)
  const id = useId()
  return (
    <>
      {fields.map(({ label, value, onChange, autoComplete }) => (
        <div key={label}>
          <label htmlFor={`${id}-${label}`}>{label}</label>
          <input
            id={`${id}-${label}`}
            type={shown ? 'text' : 'password'}
            value={value}
            required
            maxLength={128}
            autoComplete={autoComplete}
            onFocus={onFocus}
            onChange={(event) => onChange(event.target.value)}
          />
        </div>
      ))}
      <label className="check">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {show}
      </label>
    </>
  )
}

/** No answer for so long: others are in line as well. */
const IN_LINE_AFTER_MS = 3000

/** Says that a request waits for its turn, which can take the server 40 seconds. */
export function InLine({ waiting }: { waiting: boolean }) {
  return (
    <div aria-live="polite">
      {waiting ? (
        <p className="in-line">
          <span className="spinner" aria-hidden="true" />
          {texts.inLine}
        </p>
      ) : null}
    </div>
  )
}

/**
 * Runs one request at a time and keeps its failure. A form that goes away gives up on its request, so that nobody is
 * signed in after all, a minute later. `waiting`: the answer takes long.
 */
export function useSubmit() {
  const [busy, setBusy] = useState(false)
  const [waiting, setWaiting] = useState(false)
  const [error, setError] = useState<unknown>()
  const running = useRef<AbortController>(undefined)
  const giveUp = () => {
    running.current?.abort()
    setBusy(false)
    setError(undefined)
  }
  useEffect(() => () => running.current?.abort(), [])
  useEffect(() => {
    if (!busy) return
    const timer = setTimeout(() => setWaiting(true), IN_LINE_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setWaiting(false)
    }
  }, [busy])
  const submit = (work: (signal: AbortSignal) => Promise<void>) => {
    const controller = new AbortController()
    const { signal } = controller
    running.current = controller
    const unlessGivenUp = (act: () => void) => {
      if (!signal.aborted) act()
    }
    setBusy(true)
    setError(undefined)
    work(signal)
      .catch((thrown: unknown) => unlessGivenUp(() => setError(thrown)))
      .finally(() => unlessGivenUp(() => setBusy(false)))
  }
  return { busy, waiting, error, giveUp, submit }
}
