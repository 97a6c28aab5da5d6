import type { Page } from 'playwright-core'

/** What a person would not accept on the screen as it stands, each with the element that it is about. */
export const layoutFindings = (page: Page): Promise<string[]> => page.evaluate(measure)

/** Runs in the page: so it can use nothing from outside. */
function measure(): string[] {
  const CONTROLS = 'button, a[href], input, select, textarea, [role=button], [role=tab], [role=menuitem]'
  const SCROLLS = /auto|scroll/
  const HIDES = /hidden|clip/
  const found = new Set<string>()
  const width = document.documentElement.clientWidth
  const height = window.innerHeight

  const words = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 60)
  function describe(element: Element): string {
    const text = element.getAttribute('aria-label') ?? words(element.textContent ?? '')
    const place = element.closest('[role=dialog], main, nav, aside, header, footer, [role=region], section')
    const within = place?.getAttribute('aria-label') ?? place?.tagName.toLowerCase() ?? 'page'
    return `<${element.tagName.toLowerCase()}> “${text}” in ${within}`
  }

  function* ancestors(element: Element): Generator<[HTMLElement, CSSStyleDeclaration]> {
    for (let at = element.parentElement; at && at !== document.documentElement; at = at.parentElement)
      yield [at, getComputedStyle(at)]
  }

  /** Text for screen readers, and a native control below a drawn one, have no place of their own on the screen. */
  function isForScreenReaders(element: Element): boolean {
    for (let at: Element | null = element; at && at !== document.body; at = at.parentElement) {
      const { clip, clipPath, opacity, position } = getComputedStyle(at)
      const { width: wide, height: high } = at.getBoundingClientRect()
      if (opacity === '0' || clip !== 'auto' || clipPath !== 'none') return true
      if (position === 'absolute' && (wide <= 2 || high <= 2)) return true
    }
    return false
  }

  const isShown = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest('[inert], .xterm, [aria-hidden=true]') === null

  function squeezed(): void {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const range = document.createRange()
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = (node.textContent ?? '').replace(/\s+/g, ' ').trim()
      const parent = node.parentElement
      if (text.length < 6 || !parent || !isShown(parent) || parent.closest('script, style, textarea, option')) continue
      range.selectNodeContents(node)
      const tops = new Set([...range.getClientRects()].filter((rect) => rect.width > 0).map(({ top }) => Math.round(top)))
      // The lines of a document are its own.
      const own = getComputedStyle(parent).whiteSpace.startsWith('pre') ? (node.textContent ?? '').split('\n').length - 1 : 0
      const lines = Math.max(tops.size - own, 1)
      const perLine = text.length / lines
      const isColumn = text.length > 24 && lines >= 3 && perLine < 12
      const isLetters = lines >= 2 && perLine < 4
      if ((isColumn || isLetters) && !isForScreenReaders(parent))
        found.add(`squeezed to ${perLine.toFixed(1)} characters a line: “${words(text)}” in ${describe(parent)}`)
    }
  }

  /** How far the ancestors that hide their overflow, and the window, leave a control in view, unless one can scroll to it. */
  function cut(control: Element): string | undefined {
    const { left, right, top, bottom } = control.getBoundingClientRect()
    const seen = { left, right, top, bottom }
    let scrollsX = false
    let scrollsY = false
    let fixed = getComputedStyle(control).position === 'fixed'
    for (const [ancestor, { overflowX, overflowY, position, display }] of ancestors(control)) {
      if (display === 'contents' || ancestor === document.body) continue
      const box = ancestor.getBoundingClientRect()
      if (SCROLLS.test(overflowX) && ancestor.scrollWidth > ancestor.clientWidth) scrollsX = true
      if (SCROLLS.test(overflowY) && ancestor.scrollHeight > ancestor.clientHeight) scrollsY = true
      if (!scrollsX && HIDES.test(overflowX)) {
        seen.left = Math.max(seen.left, box.left)
        seen.right = Math.min(seen.right, box.right)
      }
      if (!scrollsY && HIDES.test(overflowY)) {
        seen.top = Math.max(seen.top, box.top)
        seen.bottom = Math.min(seen.bottom, box.bottom)
      }
      if (position === 'fixed') fixed = true
    }
    if (!scrollsX && (left < -1 || right > width + 1)) return 'outside the window'
    if (fixed && !scrollsY && (top < -1 || bottom > height + 1)) return 'outside the window'
    const visible = ((seen.right - seen.left) / (right - left)) * ((seen.bottom - seen.top) / (bottom - top))
    return seen.right <= seen.left || seen.bottom <= seen.top || visible < 0.9 ? 'cut by what is around it' : undefined
  }

  function isInFront(element: Element): boolean {
    const { left, top, width: wide, height: high } = element.getBoundingClientRect()
    const front = document.elementFromPoint(left + wide / 2, top + high / 2)
    return (
      front !== null &&
      (element.contains(front) || front.contains(element) || front.closest('label')?.contains(element) === true)
    )
  }

  /** What moves as one: the page, a bar, a panel, a dialog. */
  const panelOf = (element: Element): Element | null =>
    element.closest('main, [role=dialog]') ?? element.closest('#top-bar, footer, nav, aside, section')

  /** The panel that lies in front of a control, unless it has a way to close it that is in view. */
  function coveredBy(control: HTMLElement): Element | undefined {
    if (isInFront(control)) return undefined
    const scrolled = [window.scrollX, window.scrollY] as const
    try {
      // A table keeps room for a column that stays, so that the middle of its frame may lie behind its edge.
      for (const inline of ['center', 'end'] as const) {
        control.scrollIntoView({ block: 'center', inline, behavior: 'instant' })
        if (isInFront(control)) return undefined
      }
      const { left, top, width: wide, height: high } = control.getBoundingClientRect()
      const front = document.elementFromPoint(left + wide / 2, top + high / 2)
      const panel = front && panelOf(front)
      if (!panel || panel === panelOf(control)) return undefined
      const closers = [...panel.querySelectorAll<HTMLElement>('button')].filter((button) =>
        /^(close|back to the page)/i.test(button.getAttribute('aria-label') ?? button.textContent ?? ''),
      )
      return closers.some((closer) => isShown(closer) && isInFront(closer)) ? undefined : panel
    } finally {
      window.scrollTo(...scrolled)
    }
  }

  squeezed()
  if (document.documentElement.scrollWidth > width + 1)
    found.add(`the page scrolls sideways: ${document.documentElement.scrollWidth} of ${width} pixels`)
  for (const control of document.querySelectorAll<HTMLElement>(CONTROLS)) {
    const { width: wide, height: high } = control.getBoundingClientRect()
    if (wide < 2 || high < 2 || !isShown(control) || isForScreenReaders(control)) continue
    const how = cut(control)
    if (how) found.add(`${how}: ${describe(control)}`)
    const front = how ? undefined : coveredBy(control)
    if (front) found.add(`covered: ${describe(control)} by ${describe(front)}`)
  }
  return [...found]
}
