import { type Command, defineCommand } from 'just-bash/browser'

const TEXT = `aws          the AWS command line: aws help, aws iam help, aws configure
iam-dojo     shows why a call was refused: iam-dojo explain --last
curl         calls this server only; signs with --aws-sigv4
oathtool     computes codes from a seed: oathtool --totp -b SEED
openssl      dgst, enough to sign by hand; also sha256sum, base64, xxd
jq, grep, sed, cut, sort, head, cat, ls, chmod, less, printf …
             files, pipes, redirection, loops, and variables, as in bash
date         the time on your account's clock; for signatures: CLOCK=real date

Write a file: cat > FILE, then the text, Enter, and Ctrl-D. Or drop a file here.
Keys:         Tab completes, Ctrl-R searches the history, Ctrl-C stops a command.
              With text selected, Ctrl-C copies it. Ctrl-Shift-C copies, too.
`

/** What one may try: stands in for the shell's own `help`, which knows nothing of ours. */
export const helpCommand: Command = defineCommand('laptop-help', async () => ({ stdout: TEXT, stderr: '', exitCode: 0 }))
