import { createHash } from 'node:crypto'
import { type AwsError, invalidParameterValue } from '../aws/aws-error.js'
import type { Region } from '../aws/regions.js'
import { clipped } from '../bounds/clipped.js'

export interface Zone {
  /** `us-east-1a` */
  name: string
  /** `use1-az4`: the same place for all accounts, whatever each calls it. */
  id: string
}

/** Each Region's letters, the head of its zones' IDs, and their numbers. Source: Amazon EC2 User Guide, "Availability Zones". */
const ZONES: Readonly<Record<Region, readonly [letters: string, head: string, numbers: string]>> = {
  'ap-northeast-1': ['acd', 'apne1', '124'],
  'ap-northeast-2': ['abcd', 'apne2', '1234'],
  'ap-northeast-3': ['abc', 'apne3', '123'],
  'ap-south-1': ['abc', 'aps1', '123'],
  'ap-southeast-1': ['abc', 'apse1', '123'],
  'ap-southeast-2': ['abc', 'apse2', '123'],
  'ca-central-1': ['abd', 'cac1', '124'],
  'eu-central-1': ['abc', 'euc1', '123'],
  'eu-north-1': ['abc', 'eun1', '123'],
  'eu-west-1': ['abc', 'euw1', '123'],
  'eu-west-2': ['abc', 'euw2', '123'],
  'eu-west-3': ['abc', 'euw3', '123'],
  'sa-east-1': ['abc', 'sae1', '123'],
  'us-east-1': ['abcdef', 'use1', '123456'],
  'us-east-2': ['abc', 'use2', '123'],
  'us-west-1': ['ac', 'usw1', '13'],
  'us-west-2': ['abcd', 'usw2', '1234'],
}

/**
 * The Availability Zones of a Region as an account sees them: which zone has which letter differs among accounts.
 * Source: Amazon EC2 User Guide, "AZ IDs".
 */
export function zonesOf(accountId: string, region: string): readonly Zone[] {
  const [letters, head, numbers] = ZONES[region as Region]
  const [turn = 0] = createHash('sha256').update(`${accountId}/${region}/zones`).digest()
  return [...letters].map((letter, place) => ({
    name: region + letter,
    id: `${head}-az${numbers.charAt((place + turn) % numbers.length)}`,
  }))
}

const MAX_ECHOED = 255

/** For names or IDs of zones. Source: public replies. */
export const zoneNotFound = (names: readonly string[]): AwsError =>
  invalidParameterValue(`Invalid availability zone: [${clipped(names.join(', '), MAX_ECHOED)}]`)
