import { type Command, defineCommand } from 'just-bash/browser'
import type { Machine } from '../../../../server/shell/machine.js'
import { HELP } from '../../../../server/shell/session.js'
import { wrapped } from './wrapped.js'

const COMMANDS: readonly [name: string, about: string][] = [
  ['aws', 'the AWS command line: aws help, aws iam help, aws configure'],
  ['iam-dojo', 'shows why a call was refused: iam-dojo explain --last'],
  ['curl', 'calls this server only; signs with --aws-sigv4'],
  ['oathtool', 'computes codes from a seed: oathtool --totp -b SEED'],
  ['openssl', 'dgst, enough to sign by hand; also sha256sum, base64, xxd'],
  ['date', "the time on your account's clock; for signatures: CLOCK=real date"],
  ['ssh', 'connects to an instance: ssh -i KEY ec2-user@INSTANCE-ID'],
  ['ssh-keygen', 'makes keys: ssh-keygen -t ed25519; -l and -y show them'],
  ['and more', 'jq, grep, sed, cut, sort, head, cat, ls, chmod, less, printf …'],
  ['as in bash', 'files, pipes, redirection, loops, and variables'],
]
const NOTES = [
  'To write a file: cat > FILE, then the text, Enter, and Ctrl-D. Or drop a file here.',
  'Tab completes, Ctrl-R searches the history, Ctrl-C stops a command.',
  'If text is selected, Ctrl-C copies it. Ctrl-Shift-C copies, too.',
]
const LEAD = 13

/** What one may try: stands in for the shell's own `help`, which knows nothing of ours. */
export function helpCommand({ columns }: Machine): Command {
  return defineCommand(HELP, async () => {
    const width = columns()
    const rows = COMMANDS.map(([name, about]) => wrapped(`${name.padEnd(LEAD - 1, '\xa0')} ${about}`, width, LEAD))
    const text = [...rows, '', ...NOTES.map((note) => wrapped(note, width))].join('\n')
    return { stdout: `${text.replaceAll('\xa0', ' ')}\n`, stderr: '', exitCode: 0 }
  })
}
