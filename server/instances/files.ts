import { type Changes, withChanges } from '../instance-shell/changes.js'
import { diskEntries, diskText } from '../instance-shell/disk.js'
import { firstFiles } from '../instance-shell/machine/system-files.js'
import type { KeptEntry } from '../shell/files.js'
import { authorizedKeys } from '../ssh/authorized-keys.js'
import { keysIn, keysPathOf } from '../ssh/keys-file.js'
import type { InstanceDisks } from '../store/instance-disks.js'
import type { OpenInstance } from './open-instances.js'

/** How often a line's changes are put to what others have written meanwhile. */
const MAX_ATTEMPTS = 20

export const homeOf = ({ image }: Pick<OpenInstance, 'image'>): string => `/home/${image.userName}`

/** The files of instances, from the launch to the termination. */
export class InstanceFiles {
  readonly #disks: InstanceDisks

  constructor(disks: InstanceDisks) {
    this.#disks = disks
  }

  /** Those of an instance that is gone are the first ones. */
  async read(opened: OpenInstance): Promise<readonly KeptEntry[]> {
    const { account, instance } = opened
    const disk = await this.#disks.read(account.accountId, instance.instanceId)
    return disk?.body === undefined ? firstOf(opened) : diskEntries(disk.body)
  }

  /** Throws NoSpace. What is changed on an instance that has been terminated since is lost with it. */
  async change(opened: OpenInstance, changes: Changes): Promise<void> {
    const { accountId } = opened.account
    const { instanceId } = opened.instance
    const path = keysPathOf(homeOf(opened))
    const touchesKeys = [...changes.gone, ...changes.put.map((entry) => entry.path)].some((one) => path.startsWith(one))
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const disk = await this.#disks.read(accountId, instanceId)
      if (!disk) return
      const entries = withChanges(disk.body === undefined ? firstOf(opened) : diskEntries(disk.body), changes)
      const keys = touchesKeys ? { keys: authorizedKeys(keysIn(entries, homeOf(opened))).map(({ blob }) => blob) } : {}
      const written = { revision: disk.revision, body: diskText(entries), ...keys }
      if (await this.#disks.write(accountId, instanceId, written)) return
    }
    throw new Error(`the files of ${instanceId} are written too often by others`)
  }

  /** The text of the image's user's authorized_keys; empty if sshd would not read it. */
  async authorizedKeys(opened: OpenInstance): Promise<string> {
    return keysIn(await this.read(opened), homeOf(opened))
  }
}

function firstOf(opened: OpenInstance): KeptEntry[] {
  const { publicKey, launchedAt } = opened.instance
  return firstFiles(homeOf(opened), publicKey === undefined ? undefined : `${publicKey}\n`, launchedAt)
}
