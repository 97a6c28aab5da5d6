import type { Kind, Tag } from '../../../account/entities.js'
import { QUOTA } from '../../../account/quotas.js'
import type { PolicyKind } from '../../../authorization/validate.js'
import { checkPolicyDocument, policySize } from '../../../iam/policy-document.js'
import { mergedTags } from '../../../iam/tags.js'
import { must, mustFit, mustParse } from './findings.js'
import type { Seen } from './seen.js'

/** A document as the operation that stores it takes it. */
export function mustBePolicy(what: string, document: string, kind: PolicyKind, size: number): void {
  mustFit(what, { policy: ['policyDocumentType', document] })
  must(policySize(document) <= size, what, `its policy has more than ${size} characters`)
  mustParse(what, () => checkPolicyDocument(document, kind))
}

interface Carrier {
  attachedPolicies: readonly string[]
  inlinePolicies: Readonly<Record<string, string>>
  permissionsBoundary?: string
}

/** The policies of a user, group, or role. */
export function mustCarry(
  what: string,
  { attachedPolicies, inlinePolicies, permissionsBoundary }: Carrier,
  { attached, size }: { attached: number; size: number },
  seen: Seen,
): void {
  must(attachedPolicies.length <= attached, what, `more than ${attached} policies are attached`)
  must(new Set(attachedPolicies).size === attachedPolicies.length, what, 'a policy is attached twice')
  for (const arn of attachedPolicies) seen.wants('attachable policy', arn, what)
  if (permissionsBoundary !== undefined) seen.wants('attachable policy', permissionsBoundary, what)
  let sizes = 0
  for (const [name, document] of Object.entries(inlinePolicies)) {
    mustFit(what, { 'name of an inline policy': ['policyNameType', name] })
    mustBePolicy(`${what}, inline policy '${name}'`, document, 'identity', size)
    sizes += policySize(document)
  }
  must(sizes <= size, what, `its inline policies have more than ${size} characters`)
}

export function mustBeTags(kind: Kind, what: string, tags: readonly Tag[]): void {
  must(tags.length <= QUOTA.TagsPerResource, what, `it has more than ${QUOTA.TagsPerResource} tags`)
  for (const { Key, Value } of tags)
    mustFit(what, { 'key of a tag': ['tagKeyType', Key], 'value of a tag': ['tagValueType', Value] })
  mustParse(what, () => mergedTags(kind, [], tags))
}
