import { useEffect, useState } from 'react'

/** How long after a dialog has closed its opener may still go: what the dialog changed is asked for again. */
const SETTLED_MS = 5_000

/**
 * Stands beside a dialog and gives the keyboard focus back when that has gone: to the control that opened it or, where that
 * is gone or can't be used any more, to the nearest heading above it. A focus that has moved on is left alone.
 * Cloudscape's Modal focuses the opener too, but leaves the focus to the body where that is not there.
 */
export function ReturnFocus(): null {
  // While the dialog is rendered for the first time the focus is still where it was opened.
  const [origin] = useState(() => originOf(document.activeElement))
  useEffect(() => () => giveBack(origin), [origin])
  return null
}

interface Origin {
  opener: Element | null
  /** From the nearest ancestor outwards, as far as the page's content reaches. */
  around: readonly Element[]
  /** Where the focus was before the dialog in which this one was opened. */
  outer: Origin | undefined
}

let latest: Origin | undefined
/** Ends the watch of the dialog that was closed last: the focus is a later dialog's affair then. */
let unwatch = () => {}

function originOf(opener: Element | null): Origin {
  const around: Element[] = []
  for (let one: Element | null = opener?.parentElement ?? null; one && one !== document.body; one = one.parentElement) {
    around.push(one)
    if (one.matches('main')) break
  }
  const outer: Origin | undefined = opener?.closest('[role=dialog]') ? latest : undefined
  latest = { opener, around, outer }
  return latest
}

function giveBack(origin: Origin): void {
  const give = () => {
    if (isLost(document.activeElement)) focusFrom(origin)
  }
  const observer = new MutationObserver(give)
  unwatch()
  unwatch = () => observer.disconnect()
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['disabled'] })
  setTimeout(() => observer.disconnect(), SETTLED_MS)
  setTimeout(give)
}

function focusFrom({ opener, around, outer }: Origin): void {
  if (focused(opener)) return
  if (outer) focusFrom(outer)
  else focused(headingNear(around))
}

const isLost = (active: Element | null): boolean => active === null || active === document.body || active.matches(':disabled')

function focused(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement) || !element.isConnected || element.matches(':disabled')) return false
  if (/^H\d$/.test(element.tagName)) element.tabIndex = -1
  element.focus()
  return document.activeElement === element
}

function headingNear(around: readonly Element[]): Element | null | undefined {
  const heading = (place: Element | null | undefined) => place?.querySelector('h1, h2, h3')
  return heading(around.find((place) => place.isConnected && heading(place))) ?? heading(document.querySelector('main'))
}
