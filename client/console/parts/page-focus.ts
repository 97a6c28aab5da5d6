import { useEffect, useRef } from 'react'

/** How long a page may take to load after which a heading that comes takes no focus any more. */
const LOADING_MS = 5_000

/**
 * Gives the keyboard to the page's heading where what had the focus has gone with the page before. A focus that is
 * somewhere, in the navigation for instance, is left alone. Returns what ends the wait for a page that is loading.
 */
export function focusPage(): () => void {
  const give = () => {
    if (!isLost()) return stop()
    const heading = document.querySelector<HTMLElement>('main h1')
    if (!heading) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
    stop()
  }
  const observer = new MutationObserver(give)
  const stop = () => {
    observer.disconnect()
    clearTimeout(begin)
    clearTimeout(end)
  }
  const begin = setTimeout(() => {
    observer.observe(document.body, { subtree: true, childList: true })
    give()
  })
  const end = setTimeout(stop, LOADING_MS)
  return stop
}

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body

/** Whenever the page is another one; not when the console is opened. */
export function usePageFocus(page: string): void {
  const present = useRef(page)
  useEffect(() => {
    if (present.current === page) return
    present.current = page
    return focusPage()
  }, [page])
}
