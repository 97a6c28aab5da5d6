import { evaluate, type PolicySet } from '../server/authorization/evaluate.js'
import type { AuthorizationRequest } from '../server/authorization/types.js'
import { awsManagedDocument } from '../server/policies/aws-managed-policies.js'
import { type Figure, rounds } from './rounds.js'

const USER = 'arn:aws:iam::111122223333:user/alice'
const CALLS = 20_000

/** A user as they are found: a job-function policy, some of AWS's, and a few statements of their own. */
const ARNS = ['ReadOnlyAccess', 'IAMUserChangePassword', 'AmazonEC2FullAccess', 'AWSCompromisedKeyQuarantineV2']
const OWN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject*'], Resource: 'arn:aws:s3:::box/alice/*' },
    { Effect: 'Deny', Action: 's3:Delete*', Resource: '*' },
    { Effect: 'Allow', Action: 'dynamodb:*Item', Resource: 'arn:aws:dynamodb:*:111122223333:table/orders-*' },
  ],
})
const documents = [...ARNS.map((name) => awsManagedDocument(`arn:aws:iam::aws:policy/${name}`) ?? ''), OWN]

const REQUESTS: [action: string, resource: string][] = [
  ['s3:GetObject', 'arn:aws:s3:::box/alice/a.txt'],
  ['s3:PutObjectTagging', 'arn:aws:s3:::box/bob/a.txt'],
  ['iam:GetUser', USER],
  ['iam:CreateUser', 'arn:aws:iam::111122223333:user/bob'],
  ['ec2:RunInstances', 'arn:aws:ec2:us-east-1:111122223333:instance/*'],
  ['dynamodb:GetItem', 'arn:aws:dynamodb:us-east-1:111122223333:table/orders-2026'],
]

/** Evaluating against matching the same actions and resources with regular expressions made before. */
export async function evaluationFigures(): Promise<Figure[]> {
  const policies: PolicySet = { identity: documents.map((document, index) => ({ name: `p${index}`, document })) }
  const asked = REQUESTS.map(
    ([action, resource]): AuthorizationRequest => ({
      principal: USER,
      principalAccount: '111122223333',
      action,
      resource,
      resourceAccount: '111122223333',
      context: { 'aws:username': 'alice' },
    }),
  )
  const statements = documents.flatMap(regExpStatements)
  const ours = async () =>
    perSecond((n) => {
      const request = asked[n % asked.length]
      if (request) evaluate(policies, request)
    })
  const baseline = async () =>
    perSecond((n) => {
      const [action, resource] = REQUESTS[n % REQUESTS.length] ?? ['', '']
      for (const { actions, resources } of statements) {
        if (actions.some((pattern) => pattern.test(action))) resources.some((pattern) => pattern.test(resource))
      }
    })
  const result = await rounds(5, ours, baseline)
  return [{ name: 'policy evaluation', ...result, unit: 'calls/s', budget: { atLeast: 0.3 } }]
}

function perSecond(work: (n: number) => void): number {
  const started = performance.now()
  for (let n = 0; n < CALLS; n++) work(n)
  return (CALLS / (performance.now() - started)) * 1000
}

const list = (value: string | string[] | undefined): string[] => (value === undefined ? [] : [value].flat())
const regExp = (pattern: string, flags: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    flags,
  )

function regExpStatements(document: string): { actions: RegExp[]; resources: RegExp[] }[] {
  const { Statement } = JSON.parse(document) as { Statement: { Action?: string | string[]; Resource?: string | string[] }[] }
  return [Statement].flat().map(({ Action, Resource }) => ({
    actions: list(Action).map((pattern) => regExp(pattern, 'i')),
    resources: list(Resource).map((pattern) => regExp(pattern, '')),
  }))
}
