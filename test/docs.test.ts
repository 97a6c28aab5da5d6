import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { operationsDoc } from '../scripts/operations-doc.js'

describe('docs/operations.md', () => {
  it('is what the code says', () => {
    expect(readFileSync(new URL('../docs/operations.md', import.meta.url), 'utf8')).toBe(operationsDoc())
  })
})
