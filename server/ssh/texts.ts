/** What somebody at the other end reads. */
export const TEXTS = {
  tooManyTries: 'Too many authentication failures',
  forwarding: 'iam-dojo: this instance forwards no ports and no sockets. Run curl on the instance instead.',
  agent: 'iam-dojo: this instance accepts no agent forwarding. Your keys stay with you.',
  x11: 'iam-dojo: this instance has no windows to show, so X11 is not forwarded.',
  files: 'iam-dojo: sftp and scp are not here. To copy a text file, use: ssh HOST "cat > FILE" < FILE',
  subsystem: 'iam-dojo: this instance has no subsystems.',
  crowded: 'iam-dojo: too many SSH sessions are open. Close one, then try again.',
  noTerminal: 'PTY allocation request failed on channel 0',
  idle: 'iam-dojo: nothing was typed for 30 minutes, so the connection is closed.',
  longLine: 'iam-dojo: a line can have up to 64 KiB.',
  longInput: 'iam-dojo: a command can read up to 1 MiB.',
  unfinished: 'bash: -c: line 1: syntax error: unexpected end of file',
} as const

/** As the image's own file for root says it. Source: cloud-init, "disable_root_opts". */
export const loginAs = (user: string): string => `Please login as the user "${user}" rather than the user "root".\n\n`

/** What stands above the first prompt. The drawing is ours. */
export const greeting = (system: string, instanceId: string): string => `
    ___________
   |  _______  |    ${system}
   | | >_    | |    ${instanceId}, simulated by IAM Dojo
   |_|_______|_|
    ===========
`

/** `Last login: Mon Nov 30 14:14:24 2026 from 127.0.0.1` */
export const lastLogin = (time: number, address: string): string => {
  const [weekday = '', day = '', month = '', year = '', clock = ''] = new Date(time).toUTCString().split(/,? /)
  return `Last login: ${weekday} ${month} ${day.replace(/^0/, ' ')} ${clock} ${year} from ${address}\n`
}
