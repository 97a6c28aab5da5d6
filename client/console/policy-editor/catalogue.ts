import ec2 from '../../../server/authorization/ec2-actions.json' with { type: 'json' }
import catalogue from './actions.json' with { type: 'json' }

/**
 * Actions by service, each with its access level. Source: AWS's service authorization reference (EC2's by way of
 * scripts/import-actions.ts).
 */
export const ACTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = { ...catalogue, ec2: ec2.actions }

/** Services all of whose actions are known; of the others only some. */
export const WHOLE: readonly string[] = ['iam', 'sts', 'signin', 'ec2']
