export const USAGE = `iam-dojo: an offline simulator of AWS IAM and STS, with a console and a course

  iam-dojo [serve]            start the server (default: http://127.0.0.1:4600)
      --port N                another port; 0 takes a free one
      --host ADDRESS          another address than 127.0.0.1; needs --insecure, since it speaks http
      --data DIR              where accounts are kept (default: your data folder)
      --ephemeral             keep everything in memory; all is gone at the end
      --open                  open the browser, as the person at this machine
      --accept-loss           start although a crash or damage lost the last changes
      --no-sign-up            nobody can make an account
      --lessons DIR           lessons of your own, after the course's; may be given more than once
  iam-dojo open [--browser]   print a new address that makes a browser yours; it works once, for ten minutes
  iam-dojo account create     make an account on the running server
      --name TEXT  --email ADDRESS  --password TEXT  --account-id 12DIGITS
      --json                  for scripts: also makes a root access key and prints one JSON object
      --env                   also makes a root access key and prints its exports, once
  iam-dojo account list|reset ID|delete ID
  iam-dojo account export ID > FILE
                              an account with its history and progress, sealed under a passphrase that is asked for
  iam-dojo account import FILE [--replace]
                              take it in again, here or on another server
  iam-dojo clock --account ID --forward 90d
                              move an account's clock forward (s, m, h, d)
  iam-dojo explain REQUEST-ID | --last [--account ID]  [--json]
                              why a request was refused, and the way out
  iam-dojo lessons check [DIR] [--only ID]
                              read a folder of lessons and play each one's own solution and mistakes
  iam-dojo env                print endpoint, region and config files for the aws CLI and SDKs
  iam-dojo help | version     this text (--help), the version (--version)

  open, account, clock, explain and env take --url URL where the server is not at http://127.0.0.1:4600
`
