const MARGIN = 8
const GAP = 4

/** Where the page ends; `clientWidth` would count the gutter that is kept for a scroll bar. */
const rightEdge = (): number => document.body.getBoundingClientRect().right

/** Puts a fixed element below another one, or above it where there is no room, and within the window. */
export function placeBeside(anchor: Element, placed: HTMLElement): void {
  const { left, top, bottom } = anchor.getBoundingClientRect()
  const { width, height } = placed.getBoundingClientRect()
  const below = bottom + GAP
  const fits = below + height + MARGIN <= innerHeight
  placed.style.left = `${Math.max(MARGIN, Math.min(left, rightEdge() - width - MARGIN))}px`
  placed.style.top = `${fits ? below : Math.max(MARGIN, top - GAP - height)}px`
}
