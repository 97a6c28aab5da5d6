/** A phone, since the icon set has none. */
export const PhoneMark = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <rect x="4" y="1" width="8" height="14" rx="1.5" fill="none" />
    <path d="M7 12.5h2" fill="none" />
  </svg>
)
