import { Command } from './command.js'
import type { OwnAccount } from './own-accounts.js'
import { texts } from './texts.js'

/** What AWS does by mail, the person who started the server does by a command; the page itself hands out nothing. */
export function ForgotPassword({ account }: { account: OwnAccount | undefined }) {
  return (
    <details>
      <summary>{texts.forgot}</summary>
      <p>{texts.forgotText}</p>
      <pre>
        <Command>{texts.forgotCommand(account?.accountId ?? 'ACCOUNT-ID')}</Command>
      </pre>
      {account ? null : (
        <>
          <p>{texts.forgotList}</p>
          <pre>
            <Command>{texts.forgotListCommand}</Command>
          </pre>
        </>
      )}
      <p>{texts.forgotAfter}</p>
    </details>
  )
}
