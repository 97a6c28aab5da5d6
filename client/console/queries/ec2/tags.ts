import {
  CreateTagsCommand,
  DeleteTagsCommand,
  type EC2Client,
  type ResourceType,
  type Tag,
  type TagSpecification,
} from '@aws-sdk/client-ec2'

/** A tag as the console's editor has it. */
interface Pair {
  key: string
  value: string
}

const toWire = (tags: readonly Pair[]): Tag[] => tags.map(({ key, value }) => ({ Key: key, Value: value }))

/** The parameter that tags what a call creates; none for no tags. */
export const tagsAtCreation = (
  ResourceType: ResourceType,
  tags: readonly Pair[],
): { TagSpecifications?: TagSpecification[] } =>
  tags.length > 0 ? { TagSpecifications: [{ ResourceType, Tags: toWire(tags) }] } : {}

/** Gives a resource these tags and takes the others from it. */
export async function replaceTags(ec2: EC2Client, id: string, before: readonly Tag[], tags: readonly Pair[]): Promise<void> {
  const gone = before.flatMap(({ Key = '' }) => (tags.some(({ key }) => key === Key) ? [] : [{ Key }]))
  const set = tags.filter(({ key, value }) => !before.some(({ Key, Value = '' }) => Key === key && Value === value))
  if (gone.length > 0) await ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: gone }))
  if (set.length > 0) await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: toWire(set) }))
}
