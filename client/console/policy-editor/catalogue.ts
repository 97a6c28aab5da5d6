import catalogue from './actions.json' with { type: 'json' }

/** Actions by service, each with its access level. Source: AWS's service authorization reference. */
export const ACTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogue

/** Services all of whose actions are known; of the others only some. */
export const WHOLE: readonly string[] = ['iam', 'sts', 'signin']
