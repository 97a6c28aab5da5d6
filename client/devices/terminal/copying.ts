import type { Terminal } from '@xterm/xterm'

/**
 * Ctrl+C copies where something is selected, and otherwise stops the command. Ctrl+Shift+C only copies.
 * True: the key was for copying, and the shell must not see it.
 */
export function copies(event: KeyboardEvent, xterm: Terminal): boolean {
  const isC = event.ctrlKey && !event.altKey && !event.metaKey && event.key.toLowerCase() === 'c'
  if (!isC || !(xterm.hasSelection() || event.shiftKey)) return false
  event.preventDefault()
  if (event.type === 'keydown' && xterm.hasSelection()) {
    void copy(xterm.getSelection())
    xterm.clearSelection()
  }
  return true
}

/** Browsers have no clipboard API where the address is plain HTTP on another machine: there, their own command copies. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    const take = (event: ClipboardEvent) => {
      event.clipboardData?.setData('text/plain', text)
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    document.addEventListener('copy', take, { capture: true, once: true })
    document.execCommand('copy')
    document.removeEventListener('copy', take, { capture: true })
  }
}
