import { describe, expect, it } from 'vitest'
import { modelOf, serviceNames } from '../../server/aws/model/model.js'
import { isSensitive } from '../../server/aws/sensitive.js'

describe('what must not be shown', () => {
  it('is each member that a model marks', () => {
    const marked = serviceNames.flatMap((service) => {
      const { shapes } = modelOf(service)
      return Object.values(shapes).flatMap(({ members = {} }) =>
        Object.entries(members).flatMap(([name, { shape }]) => (shapes[shape]?.sensitive ? [name] : [])),
      )
    })
    expect(marked).toContain('SecretAccessKey')
    expect(marked.filter((name) => !isSensitive(name))).toEqual([])
  })

  it.each(['SessionToken', 'tokencode', 'WebIdentityToken'])('is %s, in any case', (name) => {
    expect(isSensitive(name)).toBe(true)
  })

  it.each(['UserName', 'AccessKeyId', 'PolicyDocument'])('is not %s', (name) => {
    expect(isSensitive(name)).toBe(false)
  })
})
