import { element } from '../wire/request.js'
import type { Learner } from './learner.js'

/** The newest instance with this key pair that has not been terminated. */
export async function newestInstance(learner: Learner, keyName: string): Promise<{ instanceId: string; state: string }> {
  const Filters = [
    { Name: 'key-name', Values: [keyName] },
    { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] },
  ]
  const { text } = await learner.call('ec2:DescribeInstances', { Filters }, await learner.keysOf('root'))
  const newest = text.slice(text.lastIndexOf('<instanceId>'))
  const instanceId = element(newest, 'instanceId')
  if (instanceId === undefined) throw new Error(`there is no instance with the key pair ${keyName}`)
  return { instanceId, state: element(newest, 'name') ?? '' }
}
