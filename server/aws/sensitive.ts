import marked from './model/sensitive-members.json' with { type: 'json' }

/** Secret, good once, or a bearer's, though the models do not mark them. */
const UNMARKED = [
  'SessionToken',
  'TokenCode',
  'AuthenticationCode1',
  'AuthenticationCode2',
  'WebIdentityToken',
  'SAMLAssertion',
  'TradeInToken',
  'ContextAssertion',
  // A public key, or the private one by mistake.
  'PublicKeyMaterial',
]

/** In lower case: what a learner writes in another case is one too. */
const SENSITIVE: ReadonlySet<string> = new Set([...UNMARKED, ...marked].map((name) => name.toLowerCase()))

/** What CloudTrail shows in the place of EC2's secrets. Source: public records of RunInstances and CreateKeyPair. */
export const REMOVED = '<sensitiveDataRemoved>'

/** Is a member of this name, in an input or an output, to be shown to nobody? */
export const isSensitive = (name: string): boolean => SENSITIVE.has(name.toLowerCase())
