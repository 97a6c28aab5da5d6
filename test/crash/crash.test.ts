import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { modelOf, serviceNames } from '../../server/aws/model/model.js'
import { FURNITURE, sampleInput, samplesOf } from '../support/samples.js'
import { FLOWS } from './flows.js'
import { Moments, pictureOf } from './moments.js'
import { Stage } from './stage.js'
import { afterEveryStatement } from './statements.js'

/** Some 200 calls, and copies of a database after each statement: much for a busy machine. */
const MINUTES_10 = 600_000

const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Which table differs, so that a failure says where to look. */
const differing = (one: string, other: string): string[] => {
  const [a, b] = [one, other].map((text) => JSON.parse(text) as Record<string, unknown>)
  return Object.keys(a ?? {}).filter((table) => JSON.stringify(a?.[table]) !== JSON.stringify(b?.[table]))
}

/** For each moment that is neither before nor after: in which tables it differs from both. `later`: see flows.ts. */
function between(files: readonly string[], later: readonly string[] = []): unknown[] {
  if (files.length <= 2) return []
  const pictures = files.map((file) => pictureOf(file, later))
  const [before = '', after = ''] = [pictures.at(0), pictures.at(-1)]
  return pictures
    .filter((picture) => picture !== before && picture !== after)
    .map((picture) => ({ unlikeBefore: differing(picture, before), unlikeAfter: differing(picture, after) }))
}

it.each(FLOWS)('a kill after any statement leaves before or after: $name', async ({ name, prepare, reads, later }) => {
  const file = join(folder, `${name}.db`)
  let watched = () => {}
  const forget = afterEveryStatement(() => watched())
  const stage = await Stage.open(file)
  try {
    const run = await prepare(stage)
    await stage.settled()
    const moments = new Moments(file, join(folder, name))
    moments.keep()
    watched = moments.keep
    await run()
    await stage.settled()
    watched = () => {}
    moments.keep()
    expect(between(moments.files, later)).toEqual([])
    const [before, after] = [moments.files.at(0), moments.files.at(-1)].map((one) => pictureOf(one ?? ''))
    if (reads) return
    expect(after).not.toBe(before)
    // One for the statement that writes, one each for before and after.
    expect(moments.looked).toBeGreaterThan(2)
  } finally {
    await stage.close()
    forget()
  }
})

it(
  'a kill after any statement leaves before or after: every operation of the model',
  async () => {
    const file = join(folder, 'operations.db')
    let watched = () => {}
    const forget = afterEveryStatement(() => watched())
    const stage = await Stage.open(file)
    try {
      const account = await stage.signUp()
      for (const [action, input] of FURNITURE) await stage.call('iam', action, input, account)
      await stage.settled()
      const torn: Record<string, unknown> = {}
      let wrote = 0
      for (const service of serviceNames) {
        const model = modelOf(service)
        for (const [action, { input: shape }] of Object.entries(model.operations)) {
          const moments = new Moments(file, join(folder, `${service}-${action}`))
          moments.keep()
          watched = moments.keep
          const input = shape ? sampleInput(model, shape, samplesOf(account.accountId)) : {}
          const { status } = await stage.call(service, action, input, account)
          await stage.settled()
          watched = () => {}
          moments.keep()
          const found = between(moments.files)
          if (found.length > 0) torn[`${service}:${action}`] = found
          if (status === 200 && moments.files.length > 1) wrote++
          rmSync(join(folder, `${service}-${action}`), { recursive: true, force: true })
        }
      }
      expect(torn).toEqual({})
      expect(wrote).toBeGreaterThan(40)
    } finally {
      await stage.close()
      forget()
    }
  },
  MINUTES_10,
)
