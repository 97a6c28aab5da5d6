/** Pictures as text, for panels that are registered with the frame; the icon set has no phone. */
export const PHONE =
  '<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><rect x="4" y="1" width="8" height="14" rx="1.5" fill="none" stroke="currentColor" stroke-width="2" /><path d="M7 12.5h2" fill="none" stroke="currentColor" stroke-width="2" /></svg>'
export const TRANSCRIPT =
  '<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><rect x="2" y="2" width="12" height="12" rx="1.5" fill="none" stroke="currentColor" stroke-width="2" /><path d="M5 6h6M5 9h4" fill="none" stroke="currentColor" stroke-width="2" /></svg>'

/** A prompt, as the button of a terminal. */
export const TerminalMark = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d="M2 3l5 5-5 5M8 13h6" />
  </svg>
)
