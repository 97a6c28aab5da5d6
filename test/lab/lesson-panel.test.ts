import { describe, expect, it } from 'vitest'
import { subjectOf } from '../../client/lab/hotspot-subject.js'
import { isBehind } from '../../client/lab/lesson-order.js'

describe('whose page it is', () => {
  it.each([
    ['/console/iam/users/alice/credentials', 'admin', 'alice'],
    ['/console/iam/users/a%2Bb', 'admin', 'a+b'],
    ['/console/iam/groups/Developers', 'admin', 'Developers'],
    ['/console/iam/security-credentials', 'alice', 'alice'],
    ['/console/iam/security-credentials/mfa/assign', undefined, 'root'],
    ['/console/iam/users', 'admin', undefined],
    ['/console/iam/users/create', 'admin', undefined],
    ['/console/iam/account_settings', 'admin', undefined],
  ])('%s as %s is about %s', (pathname, signedIn, subject) => {
    expect(subjectOf(pathname, signedIn)).toBe(subject)
  })
})

describe('a lesson', () => {
  const step = (state: 'open' | 'passed' | 'skipped' | 'locked') => ({ state, anchor: 0, mistakes: [], hintsOpened: 0 })

  it('is behind the learner when its steps are done or skipped, or an exam was passed elsewhere', () => {
    expect(isBehind(undefined)).toBe(false)
    expect(isBehind({ status: 'not-started', steps: {} })).toBe(false)
    expect(isBehind({ status: 'started', steps: { a: step('passed'), b: step('open') } })).toBe(false)
    expect(isBehind({ status: 'started', steps: { a: step('passed'), b: step('skipped') } })).toBe(true)
    expect(isBehind({ status: 'passed', steps: { a: step('passed') } })).toBe(true)
    expect(isBehind(undefined, { points: 100 })).toBe(true)
  })
})
