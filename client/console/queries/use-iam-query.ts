import type { IAM } from '@aws-sdk/client-iam'
import { useIam } from '../../shared/aws.js'
import { type Loading, useWireQueries, type WireQuery } from './use-wire-query.js'

export type IamQuery<T> = WireQuery<IAM, T>

/** A reading call of IAM. */
export function useIamQuery<T>(query: IamQuery<T>): Loading<T> {
  return useIamQueries([query])[0] as Loading<T>
}

/** The same for a list of calls whose number varies. */
export function useIamQueries<T>(queries: readonly IamQuery<T>[]): readonly Loading<T>[] {
  return useWireQueries(useIam(), [], queries)
}
