import { compactBase64 } from '../../aws/base64.js'

/** Bytes before Base64. Source: EC2 User Guide, "Run commands when you launch an EC2 instance". */
export const USER_DATA_BYTES = 16_384

/** How many bytes a Base64 text stands for; undefined if it is none. Line ends don't count. */
export function userDataBytes(base64: string): number | undefined {
  const compact = compactBase64(base64)
  if (compact === undefined) return undefined
  return (compact.length / 4) * 3 - (compact.match(/=+$/)?.[0].length ?? 0)
}

/**
 * Does an instance with this user data (Base64) serve the page of link previews that lessons use? User data isn't run here;
 * this one line of a script counts. A script that starts a service at the first boot is how a company sets up such a server,
 * so a learner sees why the page is there. A tag would start nothing at AWS.
 */
export function startsLinkPreview(userData = ''): boolean {
  const script = Buffer.from(userData, 'base64').toString()
  return script.startsWith('#!') && START.test(script)
}
const START = /^[ \t]*systemctl[ \t]+(?:enable[ \t]+--now|start)[ \t]+link-preview(?:\.service)?[ \t]*\r?$/m
