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

/** A step's heading takes the focus, so that a screen reader says where one is. */
export function Heading({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => ref.current?.focus(), [])
  return (
    <h1 ref={ref} tabIndex={-1}>
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
  fields: { label: string; value: string; onChange: (value: string) => void; autoComplete: string }[]
  onFocus?: () => void
}

/** Password fields with one switch to show them. */
export function Passwords({ fields, onFocus }: PasswordProps) {
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
        {texts.showPassword}
      </label>
    </>
  )
}

/** Runs one request at a time and keeps its failure. */
export function useSubmit() {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const submit = (work: () => Promise<void>) => {
    setBusy(true)
    setError(undefined)
    work()
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return { busy, error, setError, submit }
}
