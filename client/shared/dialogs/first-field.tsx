import { useEffect, useRef } from 'react'

const FIELDS = 'input:not(:disabled), textarea:not(:disabled), button[aria-haspopup]:not(:disabled)'

/** Gives the keyboard to the first field of its form; Cloudscape's Modal gives it to the cross that closes it. */
export function FirstField() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    // The Modal moves the focus after its content is there.
    const timer = setTimeout(() => fieldOf(mark.current?.closest('form'))?.focus())
    return () => clearTimeout(timer)
  }, [])
  return <span ref={mark} hidden />
}

/** In a group of radio buttons, this is the chosen one, where Tab would go. */
function fieldOf(form: HTMLFormElement | null | undefined): HTMLElement | null {
  const first = form?.querySelector<HTMLElement>(FIELDS) ?? null
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') return first
  const chosen = [...(form?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [])]
  return chosen.find(({ name, checked }) => name === first.name && checked) ?? first
}
