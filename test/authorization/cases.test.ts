import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evaluate, type PolicySource } from '../../server/authorization/evaluate.js'

interface Case {
  id: string
  description: string
  policies: { identity: object[]; boundary?: object; session?: object; resource?: object; trust?: object }
  request: {
    principal: string
    action: string
    resource: string
    resourceAccount?: string
    context: Record<string, string | string[]>
  }
  expected: string
  why: string
}

const cases = JSON.parse(readFileSync(new URL('../fixtures/policy-grammar-cases.json', import.meta.url), 'utf8')) as Case[]

const source = (name: string, document: object): PolicySource => ({ name, document: JSON.stringify(document) })
const accountOf = (arn: string): string => arn.split(':')[4] ?? ''

function decide({ policies, request }: Case): string {
  const { identity, boundary, session, resource, trust } = policies
  const principalAccount = accountOf(request.principal)
  const context = Object.fromEntries(Object.entries(request.context).map(([key, value]) => [key.toLowerCase(), value]))
  return evaluate(
    {
      identity: identity.map((document, index) => source(`identity-${index}`, document)),
      ...(boundary ? { boundary: source('boundary', boundary) } : {}),
      ...(session ? { session: [source('session', session)] } : {}),
      ...(resource ? { resource: source('resource', resource) } : {}),
      ...(trust ? { trust: source('trust', trust) } : {}),
    },
    {
      principal: request.principal,
      principalAccount,
      action: request.action,
      resource: request.resource,
      resourceAccount: request.resourceAccount ?? (accountOf(request.resource) || principalAccount),
      context,
    },
  ).effect
}

describe('the 341 cases of the documented evaluation rules', () => {
  it('holds all of them', () => {
    expect(cases).toHaveLength(341)
  })

  it.each(cases.map((one) => [`${one.id} ${one.description}`, one] as const))('%s', (_name, one) => {
    expect(decide(one), one.why).toBe(one.expected)
  })
})
