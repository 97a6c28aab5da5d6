import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { type ITheme, Terminal as Xterm } from '@xterm/xterm'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useAppearance } from '../../shared/appearance.js'
import { useSession } from '../../shared/session.js'
import { copies } from './copying.js'
import { type Laptop, openLaptop } from './laptop.js'
import { texts } from './texts.js'

const LIGHT: ITheme = {
  ...{
    background: '#ffffff',
    foreground: '#16191f',
    cursor: '#16191f',
    cursorAccent: '#ffffff',
    selectionBackground: '#b5d6f4',
  },
  ...{ green: '#1a6d2b', blue: '#0550ae', brightGreen: '#1a6d2b', brightBlue: '#0550ae' },
}
const DARK: ITheme = {
  ...{
    background: '#161d26',
    foreground: '#ebebf0',
    cursor: '#ebebf0',
    cursorAccent: '#161d26',
    selectionBackground: '#31557d',
  },
  ...{ green: '#7fd48c', blue: '#8fc1ff', brightGreen: '#7fd48c', brightBlue: '#8fc1ff' },
}
const MOST_BYTES = 1_000_000

/** A screen with the laptop of one account behind it. */
export function Terminal({ accountId }: { accountId: string }) {
  const place = useRef<HTMLDivElement>(null)
  const screen = useRef<Xterm>(undefined)
  const laptop = useRef<Laptop>(undefined)
  const [wipes, setWipes] = useState(0)
  const [message, setMessage] = useState(texts.loading)
  const theme = useTheme()
  const clock = useRef(0)
  clock.current = useSession().clockOffset

  useEffect(() => {
    if (!place.current) return
    const xterm = new Xterm({
      convertEol: true,
      screenReaderMode: true,
      fontSize: 13,
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      theme,
    })
    const fit = new FitAddon()
    xterm.loadAddon(fit)
    xterm.open(place.current)
    fit.fit()
    xterm.textarea?.setAttribute('aria-label', texts.label)
    xterm.attachCustomKeyEventHandler((event) => !copies(event, xterm) && leavesWithEscape(event))
    screen.current = xterm
    let closed = false
    openLaptop(
      accountId,
      { write: (text) => xterm.write(text), columns: () => xterm.cols, rows: () => xterm.rows },
      { clockOffset: () => clock.current, onWiped: () => setWipes((count) => count + 1) },
    ).then(
      (opened) => {
        if (closed) opened.close()
        else {
          laptop.current = opened
          xterm.onData((data) => opened.type(data))
          setMessage('')
          xterm.focus()
        }
      },
      () => setMessage(texts.failed),
    )
    let hidden = false
    const observer = new ResizeObserver(([entry]) => {
      const wasHidden = hidden
      hidden = entry?.contentRect.height === 0
      if (hidden) return
      // The frame shows the panel some time after it was asked to: a hidden screen takes no focus.
      if (wasHidden) xterm.focus()
      fit.fit()
      laptop.current?.redraw()
    })
    observer.observe(place.current)
    return () => {
      closed = true
      observer.disconnect()
      laptop.current?.close()
      laptop.current = undefined
      xterm.dispose()
    }
  }, [accountId, wipes])

  useEffect(() => {
    if (screen.current) screen.current.options.theme = theme
  }, [theme])

  const drop = async (event: DragEvent) => {
    event.preventDefault()
    for (const file of event.dataTransfer.files) {
      if (file.size > MOST_BYTES) setMessage(texts.tooLarge(file.name))
      else {
        await laptop.current?.put(file.name, new Uint8Array(await file.arrayBuffer()))
        setMessage(texts.dropped(file.name))
      }
    }
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the keyboard's way is to paste them
    <div className="terminal" onDragOver={(event) => event.preventDefault()} onDrop={(event) => void drop(event)}>
      <div role="status">{message}</div>
      <div ref={place} className="terminal-screen" />
    </div>
  )
}

/** Tab is the shell's, so Escape leads out: to the control that closes the panel, which stands before the screen. */
function leavesWithEscape(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.type !== 'keydown') return true
  document.querySelector<HTMLElement>(`button[aria-label="${texts.close}"]`)?.focus()
  return false
}

function useTheme(): ITheme {
  const { mode } = useAppearance()
  const [system, setSystem] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const change = () => setSystem(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [])
  return mode === 'dark' || (mode === 'system' && system) ? DARK : LIGHT
}
