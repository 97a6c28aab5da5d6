import { describe, expect, it } from 'vitest'
import { isAbsent } from '../../client/console/services/service.js'
import { addressOfService, CATEGORIES, SERVICES, serviceAt, servicesFoundBy } from '../../client/console/services/services.js'
import { bestMatches } from '../../client/console/shell/best-matches.js'
import { absentService } from '../../server/wire/absent/absent-service.js'
import { nameOfScope } from '../../server/wire/absent/sentence.js'

const titles = (text: string) => servicesFoundBy(text).map(({ title }) => title)

describe('the services of the console', () => {
  it('are each in a category, at an address of their own', () => {
    expect(CATEGORIES.flatMap(({ services }) => services)).toHaveLength(SERVICES.length)
    expect(new Set(SERVICES.map(addressOfService)).size).toBe(SERVICES.length)
    for (const service of SERVICES) expect(serviceAt(addressOfService(service))).toBe(service)
  })

  it('are found by name, and by the words that people use', () => {
    expect(titles('s3')).toEqual(['S3'])
    expect(titles('EC2')[0]).toBe('EC2')
    expect(titles('bucket')).toEqual(['S3'])
    expect(titles('virtual machine')).toEqual(['EC2'])
    expect(titles('sso')).toEqual(['IAM Identity Center'])
    expect(titles('alarm')).toEqual(['CloudWatch'])
    expect(titles('iam').slice(0, 2)).toEqual(['IAM', 'IAM Identity Center'])
    expect(titles('no such service')).toEqual([])
  })

  it.each(SERVICES.filter(isAbsent))('names $title as the wire does, which refuses it', ({ scope }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260301/us-east-1/${scope}/aws4_request, SignedHeaders=host, Signature=0`
    const refused = absentService({ method: 'POST', url: '/', headers: { authorization } })
    expect(nameOfScope(scope)).toBeDefined()
    expect(refused).toEqual({ scope, name: nameOfScope(scope) })
  })
})

describe('the best matches of a long list', () => {
  it('are few: those that begin with the text, then the shortest', () => {
    const names = ['AWSServiceRoleForS3', 'S3Longer', 'AmazonS3', 'S3', 'EC2', 'ReadS3', 'WriteToS3Bucket', 'S3Long']
    expect(bestMatches(names, (name) => name, 's3')).toEqual(['S3', 'S3Long', 'S3Longer', 'ReadS3', 'AmazonS3'])
    expect(bestMatches(names, (name) => name, ' ')).toEqual([])
  })
})
