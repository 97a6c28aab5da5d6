import Box from '@cloudscape-design/components/box'
import { nameOfArn } from '../queries/policies.js'
import type { Grants } from './grants.js'
import { texts } from './texts.js'

export const nameOf = (arn: string | undefined): string => (arn === undefined ? texts.none : nameOfArn(arn))

/** What was chosen, before it is done. */
export function Granted({ grants: { how, groups, policies, copyFrom } }: { grants: Grants }) {
  if (how === 'copy') return <Box>{copyFrom ? texts.copied(copyFrom) : texts.none}</Box>
  const names = how === 'group' ? groups.map(texts.group) : policies.map(nameOf)
  return <Box>{names.join(', ') || texts.none}</Box>
}
