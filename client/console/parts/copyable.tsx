import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { Fragment } from 'react'
import { texts } from './texts.js'

/** A value with AWS's copy icon before it. `what` names it for screen readers. */
export function Copyable({ what, text }: { what: string; text: string }) {
  return (
    <>
      <CopyToClipboard
        variant="inline"
        textToCopy={text}
        textToDisplay=""
        copyButtonAriaLabel={texts.copyWhat(what)}
        copySuccessText={texts.copied}
        copyErrorText={texts.copyFailed}
      />
      <span className="words">
        <Breakable text={text} />
      </span>
    </>
  )
}

/** An ARN, an address, or an operation, which may break after its signs and before its capitals, and so doesn’t within a word. */
export const Breakable = ({ text }: { text: string }) =>
  text.split(/(?<=[:/?=])|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
