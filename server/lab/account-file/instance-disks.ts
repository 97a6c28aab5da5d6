import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { AccountView } from '../../account/account.js'
import type { AdoptedDisk } from '../../account/repository.js'
import { breathe } from '../../bounds/turn.js'
import { imageIn } from '../../ec2/images.js'
import { isPresent } from '../../ec2/instances/lifecycle.js'
import { bytesOf, DISK } from '../../instance-shell/changes.js'
import { diskEntries } from '../../instance-shell/disk.js'
import { isKept } from '../../shell/files.js'
import { authorizedKeys } from '../../ssh/authorized-keys.js'
import { keysIn } from '../../ssh/keys-file.js'
import type { InstanceDisks } from '../../store/instance-disks.js'
import type { Content, RawSection } from './content.js'
import { damaged, invalidAccount } from './errors.js'

/** The files of an instance, as a section of the raw part: its account's ID, its own, and then the text of its disk. */
export const INSTANCE_DISK = 'instance-disk'
const ACCOUNT_BYTES = 12
const HEAD_BYTES = ACCOUNT_BYTES + 19
/** All bytes of a full disk in Base64, and all its paths. */
const MAX_TEXT = 2_000_000

/** Sections for the raw part, and what the content says of them. */
export async function diskSections(disks: InstanceDisks, account: AccountView) {
  const sections: { bytes: Buffer; section: RawSection }[] = []
  for (const { instanceId } of account.ordered('Instance').filter(isPresent)) {
    const disk = await disks.read(account.accountId, instanceId)
    if (disk?.body === undefined) continue
    const bytes = Buffer.from(account.accountId + instanceId + disk.body)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    sections.push({ bytes, section: { kind: INSTANCE_DISK, bytes: bytes.length, sha256 } })
    await breathe()
  }
  return sections
}

/** Collects the sections as they come in. Throws ApiError. */
export class DiskSections {
  readonly #pieces = new Map<number, Uint8Array[]>()

  readonly take = (piece: Uint8Array, section: number): void => {
    const pieces = this.#pieces.get(section) ?? []
    // The stream's own memory may be written again.
    pieces.push(Uint8Array.from(piece))
    this.#pieces.set(section, pieces)
  }

  /** The disks of an account's instances, checked. One of an instance that isn't in the file is left out. */
  async of({ accountId, content }: { accountId: string; content: Pick<Content, 'entities'> }): Promise<AdoptedDisk[]> {
    const homes = new Map(content.entities.flatMap(({ kind, entity }) => (kind === 'Instance' ? homeOf(entity as never) : [])))
    const found: AdoptedDisk[] = []
    for (const pieces of this.#pieces.values()) {
      const bytes = Buffer.concat(pieces)
      if (bytes.toString('latin1', 0, ACCOUNT_BYTES) !== accountId) continue
      const instanceId = bytes.toString('latin1', ACCOUNT_BYTES, HEAD_BYTES)
      const home = homes.get(instanceId)
      if (home !== undefined) found.push(diskOf(instanceId, home, bytes.subarray(HEAD_BYTES)))
      await breathe()
    }
    return found
  }
}

type WrittenInstance = Parameters<typeof isPresent>[0]

function homeOf(instance: WrittenInstance): [instanceId: string, home: string][] {
  const image = imageIn(instance.region, instance.imageId)
  return image && isPresent(instance) ? [[instance.instanceId, `/home/${image.userName}`]] : []
}

function diskOf(instanceId: string, home: string, bytes: Buffer): AdoptedDisk {
  if (bytes.length > MAX_TEXT) throw damaged()
  const body = bytes.toString()
  if (!isDisk(body)) throw invalidAccount(`The files of instance ${instanceId} don't have the form that IAM Dojo exports`)
  return { instanceId, body, keys: authorizedKeys(keysIn(diskEntries(body), home)).map(({ blob }) => blob) }
}

/** Absolute, without steps back. */
const path = z
  .string()
  .max(DISK.path)
  .regex(/^(\/(?!\.{1,2}(\/|$))[^/\0]+)+$/)
  .refine(isKept)
const mode = z.number().int().min(0).max(0o7777)
const diskSchema = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({
        ...{ path, mode, type: z.literal('file'), content: z.base64() },
        mtime: z.number().int().min(-8.64e15).max(8.64e15),
      }),
      z.strictObject({ path, mode, type: z.literal('folder') }),
      z.strictObject({ path, type: z.literal('link'), target: z.string().max(4096) }),
    ]),
  )
  .max(DISK.entries)

function isDisk(text: string): boolean {
  try {
    const { data } = diskSchema.safeParse(JSON.parse(text))
    if (!data) return false
    const paths = new Set(data.map((entry) => entry.path))
    return paths.size === data.length && bytesOf(diskEntries(text)) <= DISK.bytes
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
