export const USAGE = `iam-dojo: an offline simulator of AWS IAM and STS, with a console and a course

  iam-dojo [serve]            start the server (default: http://127.0.0.1:4600)
      --port N                listen on another port; 0 takes a free one
      --host ADDRESS          listen on another address; add --insecure if you accept plain HTTP there
      --data DIR              keep accounts in this folder (default: your data folder)
      --ephemeral             keep everything in memory; nothing is left when the server stops
      --open                  also open the address that makes a browser yours
      --accept-loss           start even if a crash or damage lost the last changes
      --no-sign-up            don't let anyone create an account in the browser
      --lessons DIR           add a folder of lessons after the course's; you can give this more than once
  iam-dojo open [--browser]   print a new address that makes a browser yours; it works once, within 10 minutes
  iam-dojo account create     create an account on the running server
      --name TEXT  --email ADDRESS  --password TEXT  --account-id 12DIGITS
      --json                  for scripts: also create a root access key, and print one JSON object
      --env                   also create a root access key, and print its exports once
  iam-dojo account list|reset ID|delete ID
  iam-dojo account export ID > FILE
                              save an account with its history and progress; asks for a passphrase to encrypt it
  iam-dojo account import FILE [--replace]
                              restore the account, here or on another server
  iam-dojo clock --account ID --forward 90d
                              move an account's clock forward (s, m, h, d)
  iam-dojo explain REQUEST-ID | --last [--account ID]  [--json]
                              show why a request was refused, and what to do
  iam-dojo lessons check [DIR] [--only ID]
                              read a folder of lessons, and play the solution and mistakes of each
  iam-dojo env                print the endpoint, region, and config files for the aws CLI and SDKs
  iam-dojo help | version     show this text (--help), or the version (--version)

  If the server isn't at http://127.0.0.1:4600, add --url URL to open, account, clock, explain, or env.
`
