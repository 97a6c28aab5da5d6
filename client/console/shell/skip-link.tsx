import { texts } from './texts.js'

/** For the keyboard: past the top bar and the navigation, to the page's heading. */
export function SkipLink() {
  return (
    <button
      type="button"
      className="skip-link"
      onClick={() => {
        const target = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main')
        if (!target) return
        target.tabIndex = -1
        target.focus()
      }}
    >
      {texts.skip}
    </button>
  )
}
