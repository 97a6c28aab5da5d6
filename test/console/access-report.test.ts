import type { GetServiceLastAccessedDetailsCommandOutput } from '@aws-sdk/client-iam'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accessReport, changesPermissions } from '../../client/console/queries/access-report.js'
import { askAgain } from '../../client/shared/ask-again.js'

type Answer = Pick<GetServiceLastAccessedDetailsCommandOutput, 'JobStatus' | 'Error' | 'IsTruncated' | 'Marker'> & {
  of?: string
}

/** An IAM whose job gives these answers, one after the other. */
function iamWith(...answers: Answer[]) {
  const asked: (string | undefined)[] = []
  return {
    asked,
    generateServiceLastAccessedDetails: async () => ({ JobId: 'job', $metadata: {} }),
    getServiceLastAccessedDetails: async ({ Marker }: { Marker?: string }) => {
      const { of, ...answer } = answers[asked.push(Marker) - 1] ?? {}
      return { ...answer, ServicesLastAccessed: of ? [{ ServiceName: of, ServiceNamespace: of }] : [] }
    },
  } as unknown as Parameters<typeof accessReport>[0] & { asked: (string | undefined)[] }
}
const namesOf = async (report: ReturnType<typeof accessReport>) => (await report).map(({ ServiceName }) => ServiceName)
const wanted = () => false

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a last-accessed report', () => {
  it('is asked for while its job is in progress, once a second, and no longer', async () => {
    const iam = iamWith({ JobStatus: 'IN_PROGRESS' }, { JobStatus: 'IN_PROGRESS' }, { JobStatus: 'COMPLETED', of: 'iam' })
    const report = namesOf(accessReport(iam, 'arn', wanted))
    await vi.advanceTimersByTimeAsync(1999)
    expect(iam.asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(1)
    expect(await report).toEqual(['iam'])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(iam.asked).toHaveLength(3)
  })

  it('is read to its last page', async () => {
    const iam = iamWith(
      { JobStatus: 'COMPLETED', of: 'iam', IsTruncated: true, Marker: 'next' },
      { JobStatus: 'COMPLETED', of: 'sts' },
    )
    expect(await namesOf(accessReport(iam, 'arn', wanted))).toEqual(['iam', 'sts'])
    expect(iam.asked).toEqual([undefined, 'next'])
  })

  it('is given up when its page is left', async () => {
    const iam = iamWith({ JobStatus: 'IN_PROGRESS' })
    await accessReport(iam, 'arn', () => true)
    expect(iam.asked).toHaveLength(1)
  })

  it('says why it failed', async () => {
    const iam = iamWith({ JobStatus: 'FAILED', Error: { Message: 'Too many policies', Code: 'X' } })
    await expect(accessReport(iam, 'arn', wanted)).rejects.toThrow('Too many policies')
  })
})

it.each([
  ['AttachGroupPolicy', true],
  ['DeleteUserPolicy', true],
  ['SetDefaultPolicyVersion', true],
  ['RemoveUserFromGroup', true],
  ['TagUser', false],
  ['DeletePolicyVersion', false],
  ['UpdateAssumeRolePolicy', false],
  ['UpdateAccountPasswordPolicy', false],
])('%s changes permissions: %s', (operation, changes) => {
  expect(changesPermissions(operation)).toBe(changes)
})

describe('what is on the page is asked for again', () => {
  it.each([
    [['TagUser'], ['tags']],
    [
      ['TagUser', 'AttachUserPolicy'],
      ['report', 'tags'],
    ],
    [[], ['tags']],
    [undefined, ['report', 'tags']],
  ])('after %s: %s', async (operations, expected) => {
    const queries = new QueryClient()
    const asked: string[] = []
    const shown = (name: string, changedBy?: (operation: string) => boolean) =>
      new QueryObserver(queries, {
        queryKey: ['iam', 'session', name],
        queryFn: () => asked.push(name),
        ...(changedBy ? { meta: { changedBy } } : {}),
      }).subscribe(() => undefined)
    const leave = [shown('report', changesPermissions), shown('tags')]
    await vi.advanceTimersByTimeAsync(0)
    asked.length = 0
    askAgain(queries, 'session', operations)
    await vi.advanceTimersByTimeAsync(0)
    expect(asked.sort()).toEqual(expected)
    for (const unsubscribe of leave) unsubscribe()
    queries.clear()
  })
})
