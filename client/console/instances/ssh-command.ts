import type { Image } from '@aws-sdk/client-ec2'

/** The user that an image's owner set up. Source: EC2 User Guide, "Default user names". */
export const userOf = (image: Image | undefined): string => (image?.Name?.startsWith('ubuntu/') ? 'ubuntu' : 'ec2-user')

interface Wanted {
  file: string
  port: number
  user: string
  instanceId: string
  /** As the browser reaches the server. */
  host: string
}

/** The command that reaches an instance: the SSH host is one for all, so the user's name says which is meant. */
export function sshCommand({ file, port, user, instanceId, host }: Wanted): string {
  // An address of IPv6 stands in brackets in a URL alone.
  const name = host.replace(/^\[(.*)\]$/, '$1')
  return `ssh -i "${file}" -p ${port} ${user}+${instanceId}@${name}`
}
