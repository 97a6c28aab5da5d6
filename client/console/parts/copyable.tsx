import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { texts } from './texts.js'

/** A value with AWS's copy icon before it. `what` names it for screen readers. */
export function Copyable({ what, text, shown }: { what: string; text: string; shown?: string }) {
  return (
    <span className="copyable">
      <CopyToClipboard
        variant="inline"
        textToCopy={text}
        {...(shown === undefined ? {} : { textToDisplay: shown })}
        copyButtonAriaLabel={texts.copyWhat(what)}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyFailed}
      />
    </span>
  )
}
