import { type FocusEvent, type MouseEvent, type PointerEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { placeBeside } from './place-beside.js'
import { termOf } from './terms.js'
import './terms.css'

/** So that a pointer on its way somewhere else opens nothing. */
const REST_MS = 250

const wordOf = (target: EventTarget): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('.lesson-term') : null

/** Around a text with marked terms: explains the one that is pointed at, focused, or tapped, until Esc or a look elsewhere. */
export function TermTips({ children }: { children: ReactNode }) {
  const [word, setWord] = useState<HTMLElement>()
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const close = () => {
    clearTimeout(rest.current)
    setWord(undefined)
  }
  const soon = (change: () => void) => {
    clearTimeout(rest.current)
    rest.current = setTimeout(change, REST_MS)
  }
  useEffect(() => () => clearTimeout(rest.current), [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for the words inside, which are buttons
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same
    <span
      className="lesson-tips"
      onClick={({ target }: MouseEvent) => {
        const found = wordOf(target)
        if (found) setWord(found)
      }}
      onFocus={({ target }: FocusEvent) => {
        const found = wordOf(target)
        if (found?.matches(':focus-visible')) setWord(found)
      }}
      onBlur={close}
      onPointerOver={({ target, pointerType }: PointerEvent) => {
        const found = pointerType === 'mouse' ? wordOf(target) : null
        if (found) soon(() => setWord(found))
      }}
      onPointerOut={({ target, pointerType }: PointerEvent) => {
        if (pointerType === 'mouse' && wordOf(target) !== null) soon(() => setWord(undefined))
      }}
    >
      {children}
      {word ? <Tip key={word.dataset.term} word={word} onStay={() => clearTimeout(rest.current)} onClose={close} /> : null}
    </span>
  )
}

interface TipProps {
  word: HTMLElement
  /** The pointer is on the tip, so that it can be read and selected. */
  onStay(): void
  onClose(): void
}

function Tip({ word, onStay, onClose }: TipProps) {
  const id = useId()
  const tip = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const shown = tip.current
    if (!shown) return
    // In the top layer no panel cuts it off.
    shown.showPopover()
    placeBeside(word, shown)
    word.setAttribute('aria-describedby', id)
    return () => word.removeAttribute('aria-describedby')
  }, [word, id])
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // A dialog or a panel around the text stays open.
      event.stopPropagation()
      close.current()
    }
    const onElsewhere = ({ target }: Event) => {
      if (target instanceof Node && !word.contains(target) && !tip.current?.contains(target)) close.current()
    }
    // What gets the focus is scrolled into sight after that.
    const onScroll = () => tip.current && placeBeside(word, tip.current)
    addEventListener('keydown', onKey, true)
    addEventListener('pointerdown', onElsewhere, true)
    addEventListener('scroll', onScroll, true)
    return () => {
      removeEventListener('keydown', onKey, true)
      removeEventListener('pointerdown', onElsewhere, true)
      removeEventListener('scroll', onScroll, true)
    }
  }, [word])
  const term = termOf(word.dataset.term)
  if (!term) return null
  return (
    <span
      ref={tip}
      id={id}
      role="tooltip"
      popover="manual"
      className="lesson-term-tip"
      onPointerEnter={onStay}
      onPointerLeave={onClose}
    >
      <strong>{term.name}</strong> {term.text}
    </span>
  )
}
