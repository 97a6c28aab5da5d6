import type { OwnAccount } from './own-accounts.js'
import { texts } from './texts.js'

/** What AWS does by mail, the person who started the server does by a command; the page itself hands out nothing. */
export function ForgotPassword({ account }: { account: OwnAccount | undefined }) {
  return (
    <details>
      <summary>{texts.forgot}</summary>
      <p>{texts.forgotText}</p>
      <pre>
        <code>{texts.forgotCommand(account?.accountId ?? 'ACCOUNT-ID')}</code>
      </pre>
      {account ? null : (
        <>
          <p>{texts.forgotList}</p>
          <pre>
            <code>{texts.forgotListCommand}</code>
          </pre>
        </>
      )}
      <p>{texts.forgotAfter}</p>
    </details>
  )
}
