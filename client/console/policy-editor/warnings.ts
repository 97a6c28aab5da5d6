import { parsePolicy, type Statement } from '../../../server/authorization/grammar.js'
import type { PolicyKind } from '../../../server/authorization/validate.js'
import { texts } from './texts.js'

/** Conditions on who calls; without one of them "everybody" stays everybody. */
const NARROWING =
  /^(aws:(principal(arn|account|orgid|orgpaths)|source(account|arn|orgid|orgpaths)|userid|sourceip|sourcevpc|sourcevpce)|sts:externalid)$/i

/** Well-formed, and yet more than one may want: what Access Analyzer warns of as one types. Empty for a malformed text. */
export function warningsOf(text: string, kind: PolicyKind): string[] {
  try {
    const allowing = parsePolicy(text).statements.filter(({ effect }) => effect === 'Allow')
    return [
      ...(allowing.some(namesEverybody) ? [kind === 'trust' ? texts.everybodyAssumes : texts.everybody] : []),
      ...(allowing.some(({ notPrincipal }) => notPrincipal !== undefined) ? [texts.allowNotPrincipal] : []),
      ...(allowing.some(passesEveryRole) ? [texts.passRoleStar] : []),
    ]
  } catch {
    return []
  }
}

const namesEverybody = ({ principal, condition }: Statement): boolean =>
  (principal === '*' || (principal?.AWS?.includes('*') ?? false)) && !condition.some(({ key }) => NARROWING.test(key))

const passesEveryRole = ({ action = [], resource = [], condition }: Statement): boolean =>
  action.some((name) => /^iam:PassRole$/i.test(name)) &&
  resource.some((arn) => arn.includes('*')) &&
  !condition.some(({ key }) => /^iam:PassedToService$/i.test(key))
