/** A prompt, as the button of a terminal. */
export const TerminalMark = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d="M2 3l5 5-5 5M8 13h6" />
  </svg>
)
