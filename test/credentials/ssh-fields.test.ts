import { describe, expect, it } from 'vitest'
import { field, fieldsOf, numberField } from '../../server/credentials/ssh-fields.js'

describe('fields of an SSH key', () => {
  it.each([
    ['00', '00000000'],
    ['09a378f9b2e332a7', '0000000809a378f9b2e332a7'],
    ['80', '000000020080'],
    ['0000000001', '0000000101'],
  ])('writes the number %s as RFC 4251 does', (number, written) => {
    expect(numberField(Buffer.from(number, 'hex')).toString('hex')).toBe(written)
  })

  it('are read as they were written', () => {
    const bytes = Buffer.concat([field('ssh-rsa'), field(''), numberField(Buffer.of(255))])
    expect(fieldsOf(bytes)).toEqual([Buffer.from('ssh-rsa'), Buffer.of(), Buffer.of(0, 255)])
  })

  it.each(['000000', '00000002ff', 'ffffffff00'])('throws for %s, which ends early', (hex) => {
    expect(() => fieldsOf(Buffer.from(hex, 'hex'))).toThrow()
  })
})
