import type { Tag } from '@aws-sdk/client-ec2'
import { replaceTags } from '../queries/ec2/tags.js'
import { useEc2 } from '../queries/ec2/use-ec2-query.js'
import { EditTags } from './edit-tags.js'

/** The editor for the tags of a key pair, an instance, or a security group. */
export function EditEc2Tags({ id, before, onClose }: { id: string; before: readonly Tag[]; onClose(): void }) {
  const ec2 = useEc2()
  return <EditTags before={before} save={(tags) => replaceTags(ec2, id, before, tags)} onClose={onClose} />
}
