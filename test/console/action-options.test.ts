import { describe, expect, it } from 'vitest'
import { actionOptions, serviceOf } from '../../client/console/policy-editor/action-options.js'

const valuesOf = (sought: string, more: Partial<Parameters<typeof actionOptions>[0]> = {}) =>
  actionOptions({ service: 'ec2', chosen: [], sought, patterns: false, ...more }).map(({ value }) => value)

describe('the actions that can be chosen', () => {
  it('are those of the service that have the typed text in them', () => {
    expect(valuesOf('terminate')).toContain('ec2:TerminateInstances')
    expect(valuesOf('').every((value) => value.startsWith('ec2:'))).toBe(true)
  })

  it('have any other action first, as it was typed', () => {
    expect(valuesOf('DeleteTags')[0]).toBe('ec2:DeleteTags')
    expect(valuesOf('lambda:InvokeFunction')[0]).toBe('lambda:InvokeFunction')
    expect(valuesOf('iam:ListUsers', { service: undefined })).toEqual(['iam:ListUsers'])
  })

  it('do not have what is known a second time, in whatever case', () => {
    expect(valuesOf('ec2:terminateinstances')).toEqual(['ec2:TerminateInstances'])
    expect(valuesOf('s3:GetObject', { chosen: ['s3:GetObject'] })).toEqual(['s3:GetObject'])
  })

  it('have patterns for policies only', () => {
    expect(valuesOf('Describe*')).toEqual([])
    expect(valuesOf('Describe*', { patterns: true })).toEqual(['ec2:Describe*'])
    expect(valuesOf('', { patterns: true, service: undefined })).toEqual(['*'])
  })

  it('take no text that is no action', () => {
    expect(valuesOf('two words')).toEqual([])
    expect(valuesOf('x:', { service: undefined })).toEqual([])
  })

  it('belong to the service of the first one', () => {
    expect(serviceOf(['S3:GetObject', 'iam:*'])).toBe('s3')
    expect(serviceOf(['*'])).toBe('*')
    expect(serviceOf([])).toBeUndefined()
  })
})
