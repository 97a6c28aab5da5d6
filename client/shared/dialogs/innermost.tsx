import type { KeyboardEvent, ReactNode } from 'react'

/**
 * Around a dialog that may open over another one. React's events climb through portals: without this, Escape would close
 * the one below as well, with all that was typed there.
 */
export function Innermost({ children }: { children: ReactNode }) {
  const keep = (event: KeyboardEvent) => {
    if (event.key === 'Escape') event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps a key from what is outside; the dialog has heard it
    <div role="presentation" onKeyDown={keep}>
      {children}
    </div>
  )
}
