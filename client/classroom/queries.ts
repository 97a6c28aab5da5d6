import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ClassroomApi } from '../../server/classroom/contract.js'
import type { LessonSummary } from '../../server/lab/api/contract.js'
import { useFlash } from '../console/parts/flash.js'
import type { Loading } from '../console/queries/use-wire-query.js'
import { type ApiError, api } from '../shared/api.js'
import { isUnreachable } from '../shared/error-parts.js'
import { ASK_AGAIN_MS } from '../shared/reach.js'

/** A change made elsewhere is told by the class's stream; this is the net under it. */
const REFETCH_MS = 60_000

/** A list or a thing of the classroom. The parts of `key` are its address; a server that is away is asked again soon. */
export function useAsked<T>(key: readonly string[], ask: () => Promise<T>, every = REFETCH_MS): Loading<T> {
  return useQuery({
    queryKey: ['classroom', ...key],
    queryFn: ask,
    refetchInterval: ({ state }) => (isUnreachable(state.error) ? ASK_AGAIN_MS : every),
  }) as Loading<T>
}

export const isAway = (error: unknown): boolean => error !== null && isUnreachable(error)

type Answer<Route extends keyof ClassroomApi> = ClassroomApi[Route]['answer']

export const useClasses = (): Loading<Answer<'GET /classroom/classes'>> =>
  useAsked(['classes'], () => api('GET /classroom/classes'))

export const useClass = (classId: string): Loading<Answer<'GET /classroom/classes/:class'>> =>
  useAsked(['class', classId], () => api('GET /classroom/classes/:class', { path: { class: classId } }))

export const useLearners = (classId: string): Loading<Answer<'GET /classroom/classes/:class/learners'>> =>
  useAsked(['class', classId, 'learners'], () => api('GET /classroom/classes/:class/learners', { path: { class: classId } }))

/** The lessons of the course, which don't change while the server runs. */
export const useLessons = (): Loading<LessonSummary[]> =>
  useAsked(['lessons'], () => api('GET /lab/lessons'), Number.POSITIVE_INFINITY)

/**
 * One thing that a page does: `run` it, and all that the classroom's pages show is asked again. What was done is said above
 * the page; an error too, unless the page shows it (`error`).
 */
export function useAct<Input = void, Outcome = unknown>(
  run: (input: Input) => Promise<Outcome>,
  { done, failed }: { done?: (outcome: Outcome, input: Input) => string | undefined; failed?: string } = {},
) {
  const queries = useQueryClient()
  const flash = useFlash()
  const { mutate, mutateAsync, isPending, error, reset } = useMutation<Outcome, ApiError, Input>({
    mutationFn: run,
    onSuccess(outcome, input) {
      const said = done?.(outcome, input)
      if (said !== undefined) flash.success(said)
    },
    onError(thrown) {
      if (failed !== undefined) flash.error(failed, thrown)
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['classroom'] }),
  })
  return { run: mutate, runAsync: mutateAsync, running: isPending, error: error ?? undefined, reset }
}
