import type { AccountView } from '../account/account.js'
import type { SessionFacts, SessionPolicy } from '../account/caller.js'
import type { Tag } from '../account/entities.js'
import { AwsError, invalidParameterValue, malformedPolicyDocument, validationError } from '../aws/aws-error.js'
import { atMost, brokenConstraint } from '../aws/constraint-failure.js'
import { checkPolicyDocument } from '../iam/policy-document.js'
import { RESERVED_TAG_KEY, reservedTagKey } from '../iam/tags.js'
import { isManagedPolicy } from '../policies/principal-policies.js'

/** What a request passes into the session it asks for. */
export interface SessionInput {
  Policy?: string | undefined
  PolicyArns?: { arn?: string | undefined }[] | undefined
  Tags?: Tag[] | undefined
  TransitiveTagKeys?: string[] | undefined
}

/** Source: STS API Reference, "AssumeRole": plain text of policy and tags is packed into at most 2,048 bytes. */
const PACKED_LIMIT = 2048

const POLICY_ARN = /^arn:aws[\w-]*:iam::(?:\d{12}|aws):policy\/./
/** Source: STS API Reference, "AssumeRole"; the model has no limit. */
const MAX_POLICY_ARNS = 10

/** Session policies of a request; undefined where none are passed. Throws MalformedPolicyDocument; ValidationError for a list of bad form. */
export function sessionPolicies(account: AccountView, input: SessionInput): SessionPolicy[] | undefined {
  const { Policy: document, PolicyArns: arns = [] } = input
  if (document === undefined && arns.length === 0) return undefined
  if (arns.length > MAX_POLICY_ARNS) throw brokenConstraint('policyArns', atMost('length', MAX_POLICY_ARNS))
  // A document of a megabyte is too large before it is anything else.
  packedPolicySize(input)
  if (document !== undefined) checkPolicyDocument(document, 'session')
  for (const { arn = '' } of arns) {
    if (!POLICY_ARN.test(arn)) throw validationError(`${arn} is invalid`)
  }
  const managed = arns.map(({ arn = '' }) => {
    if (!isManagedPolicy(account, arn)) {
      throw malformedPolicyDocument(`Policy ${arn} does not exist or is not attachable.`, 'unknown-policy')
    }
    return { arn }
  })
  return [...(document === undefined ? [] : [{ document }]), ...managed]
}

/** Tags of a request, after what it inherits. Throws InvalidParameterValue. Source of the texts: recorded STS replies. */
export function sessionTags(input: SessionInput, inherited: SessionFacts): Pick<SessionFacts, 'tags' | 'transitiveTagKeys'> {
  const { Tags: tags = [], TransitiveTagKeys: transitive = [] } = input
  if (reservedTagKey(tags) !== undefined) throw invalidParameterValue(RESERVED_TAG_KEY, 'reserved-tag')
  const fold = (key: string) => key.toLowerCase()
  const given = new Set(tags.map(({ Key }) => fold(Key)))
  if (given.size < tags.length) {
    throw invalidParameterValue('Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  }
  if (transitive.some((key) => !given.has(fold(key)))) {
    throw invalidParameterValue('The specified transitive tag key must be included in the requested tags.')
  }
  const inheritedKeys = new Set((inherited.transitiveTagKeys ?? []).map(fold))
  const kept = (inherited.tags ?? []).filter(({ Key }) => inheritedKeys.has(fold(Key)))
  if (kept.some(({ Key }) => given.has(fold(Key)))) {
    throw invalidParameterValue(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    )
  }
  const all = [...kept, ...tags.map(({ Key, Value }) => ({ Key, Value }))]
  const keys = [...kept.map(({ Key }) => Key), ...transitive]
  return { ...(all.length > 0 ? { tags: all } : {}), ...(keys.length > 0 ? { transitiveTagKeys: keys } : {}) }
}

/**
 * How full the session is, in percent; undefined where nothing was passed. AWS's packing is its own: here the plain bytes
 * count, white space left out. Throws PackedPolicyTooLarge.
 */
export function packedPolicySize(input: SessionInput): number | undefined {
  const texts = [
    ...(input.Policy === undefined ? [] : [withoutSpace(input.Policy)]),
    ...(input.PolicyArns ?? []).map(({ arn = '' }) => arn),
    ...(input.Tags ?? []).flatMap(({ Key, Value }) => [Key, Value]),
  ]
  if (texts.length === 0) return undefined
  const percent = Math.max(1, Math.ceil((new TextEncoder().encode(texts.join('')).length / PACKED_LIMIT) * 100))
  if (percent > 100) {
    throw new AwsError({
      code: 'PackedPolicyTooLarge',
      httpStatus: 400,
      message: `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
    })
  }
  return percent
}

/** Cut where the limit is passed: of what comes after, only the length matters, and that by and large. */
function withoutSpace(text: string): string {
  const short = text.slice(0, MAX_STRIPPED).replace(/\s+/g, '')
  return text.length > MAX_STRIPPED && short.length <= PACKED_LIMIT
    ? short + text.slice(MAX_STRIPPED).replace(/\s+/g, '')
    : short
}
const MAX_STRIPPED = 100_000

/** A role's ARN in its parts. Throws ValidationError. Source of the text: recorded STS replies. */
export function roleArnParts(arn: string): { accountId: string; roleName: string } {
  const match = /^arn:aws[\w-]*:iam::(\d{12}):role\/(?:[\x21-\x7e]*\/)?([\w+=,.@-]+)$/.exec(arn)
  if (!match) throw validationError(`${arn} is invalid`, 'role-arn')
  return { accountId: match[1] ?? '', roleName: match[2] ?? '' }
}
