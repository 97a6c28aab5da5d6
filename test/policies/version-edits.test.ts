import fc from 'fast-check'
import { expect, it } from 'vitest'
import { editsBetween, piecesOf, restored } from '../../server/policies/version-edits.js'

const document = fc
  .array(fc.constantFrom('"s3:GetObject"', '"s3:PutObject"', '"ec2:Describe*"', '{"Effect":"Allow"}', '"a,b"', ''), {
    maxLength: 30,
  })
  .map((parts) => `[${parts.join(',')}]`)

it('restores each older version from the newest, whatever they have in common', () => {
  fc.assert(
    fc.property(fc.array(document, { minLength: 1, maxLength: 6 }), (versions) => {
      const pieces = versions.map(piecesOf)
      const edits = pieces.slice(1).map((older, place) => editsBetween(pieces[place] ?? [], older))
      for (const [place, version] of versions.entries())
        expect(restored(versions[0] ?? '', edits.slice(0, place))).toBe(version)
    }),
  )
})

it('says what stayed in few words', () => {
  expect(editsBetween(piecesOf('[1,2,3,4,5]'), piecesOf('[1,2,4,5]'))).toEqual([
    [0, 2],
    [3, 2],
  ])
})
