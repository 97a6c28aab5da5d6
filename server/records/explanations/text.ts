import { oneLine } from '../../account/visible-text.js'
import type { PolicyTrace, StatementTrace } from '../../authorization/trace.js'
import type { AuthorizationExplanation, Explanation, SignatureExplanation } from './explanation.js'

/**
 * An explanation for a terminal: plain text, no colors. Whoever sent the request wrote part of it, so what can't be seen is
 * escaped, and a line feed in it starts no line of ours.
 */
export function explanationText(explanation: Explanation): string {
  const { operation, principal, outcome, summary, rule, state, wayOut, signature, authorization } = explanation
  const lines = [
    `${operation}${principal ? ` by ${principal}` : ''} at ${explanation.time}`,
    outcome === 'success' ? 'succeeded' : [outcome.code, outcome.message].filter(Boolean).join(': '),
    '',
    `What happened: ${summary}`,
    `The rule:      ${rule}`,
    ...list('What the server found', state),
    ...list('What to do', wayOut),
    ...(authorization ? authorizationLines(authorization) : []),
    ...(signature ? signatureLines(signature) : []),
  ]
  return `${lines.map(oneLine).join('\n')}\n`
}

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  - ${item}`)]

function authorizationLines({ action, resource, context, policies, decision, suggestion }: AuthorizationExplanation): string[] {
  return [
    '',
    `Requested: ${action} on ${resource}`,
    'Context:',
    ...context.map(({ key, value, origin }) => `  ${key} = ${value}   (${origin})`),
    policies.length === 0 ? 'Policies: none' : 'Policies:',
    ...policies.flatMap(policyLines),
    `Decision: ${decision}`,
    ...(suggestion
      ? [
          `The smallest statement that would allow it, in ${suggestion.where}:`,
          `  ${JSON.stringify(suggestion.statement)}`,
          ...(suggestion.warning ? [`  Warning: ${suggestion.warning}`] : []),
        ]
      : []),
  ]
}

const policyLines = ({ type, name, arn, group, unreadable, statements, omitted }: PolicyTrace): string[] => [
  `  ${type}: ${arn ?? name}${group ? ` (group ${group})` : ''}`,
  ...(unreadable ? ['    > can’t be read, so it denies everything'] : []),
  ...statements.map((statement) => `    ${statementLine(statement)}`),
  ...(omitted ? [`      … and ${omitted} more`] : []),
]

function statementLine(statement: StatementTrace): string {
  const { index, sid, effect, matched, action, resource, resources, principal, conditions } = statement
  const head = `${matched ? '>' : ' '} ${effect} ${sid ?? `#${index + 1}`}:`
  if (matched) return `${head} matches`
  if (!action) return `${head} other actions`
  if (resource === false) {
    return resources
      ? `${head} ${resources.except ? 'resources other than' : 'other resources:'} ${resources.patterns.join(', ')}`
      : `${head} other resources`
  }
  if (principal === false) return `${head} other principals`
  const failed = conditions.filter(({ holds }) => !holds)
  return `${head} ${failed.map(({ operator, key, values, actual }) => `${operator} ${key} requires ${values.join(' or ')}, but the request has ${actual?.join(', ') ?? 'no such key'}`).join('; ')}`
}

function signatureLines({ checks, canonicalRequest, stringToSign }: SignatureExplanation): string[] {
  const marks = { passed: 'ok ', failed: 'NO ', 'not reached': '-  ' } as const
  return [
    '',
    'Checks, in order:',
    ...checks.map(({ name, result }) => `  ${marks[result]}${name}`),
    ...(canonicalRequest === undefined ? [] : ['', 'The server’s canonical request:', ...indented(canonicalRequest)]),
    ...(stringToSign === undefined ? [] : ['', 'The server’s string to sign:', ...indented(stringToSign)]),
  ]
}

const indented = (text: string): string[] => text.split('\n').map((line) => `  | ${line}`)
