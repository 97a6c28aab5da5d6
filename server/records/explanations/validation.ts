import type { NumberedRecord } from '../../account/request-record.js'
import type { Reasoning } from './explanation.js'
import { helpCommand } from './help-command.js'

type Invalid = Pick<NumberedRecord, 'facts' | 'errorMessage' | 'service' | 'name'>

/** Which characters are wrong, if it is known; AWS's message only names the pattern. */
export function explainValidation({ facts = {}, errorMessage = '', service, name }: Invalid): Reasoning {
  const { parameter, characters } = facts
  const broken = typeof characters === 'string' ? (JSON.parse(characters) as string[]) : []
  return {
    kind: 'input',
    summary: 'A parameter doesn’t meet its constraint.',
    rule: 'AWS checks the length, the characters, and the allowed values of each parameter before it does anything else.',
    state: broken.length > 0 ? [`${parameter} contains ${listed(broken.map(named))}, which can’t be in it.`] : [errorMessage],
    wayOut: [
      parameter === undefined ? 'Correct the parameter that the message names.' : `Correct ${parameter}.`,
      `All constraints of the parameters, also offline: ${helpCommand({ service, name })}`,
    ],
  }
}

const SPACES: Readonly<Record<string, string>> = { ' ': 'a space', '\t': 'a tab', '\n': 'a line break', '\r': 'a line break' }

const named = (character: string): string => SPACES[character] ?? `“${character}”`

const listed = (items: readonly string[]): string => new Intl.ListFormat('en', { type: 'conjunction' }).format(new Set(items))
