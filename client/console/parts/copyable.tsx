import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard'
import { Fragment } from 'react'
import { texts } from './texts.js'

/** AWS's copy icon by itself. `what` names what it copies for screen readers. */
export const CopyIcon = ({ what, text }: { what: string; text: string }) => (
  <CopyToClipboard
    variant="inline"
    textToCopy={text}
    textToDisplay=""
    copyButtonAriaLabel={texts.copyWhat(what)}
    copySuccessText={texts.copied}
    copyErrorText={texts.copyFailed}
  />
)

/** A value with AWS's copy icon before it. `what` names it for screen readers. */
export function Copyable({ what, text }: { what: string; text: string }) {
  return (
    <>
      <CopyIcon what={what} text={text} />
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
