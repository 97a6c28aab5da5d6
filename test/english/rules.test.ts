import { describe, expect, it } from 'vitest'
import { faultsOf, RULES } from '../../scripts/english/rules.js'
import { sentencesOf } from '../../scripts/english/sentences.js'

const faultsIn = (text: string): string[] => sentencesOf(text).flatMap((sentence) => faultsOf(sentence).map(({ rule }) => rule))

/** Texts of this project as they were, as they are, and the rule that must tell them apart. */
const REWRITTEN: readonly (readonly [before: string, after: string, rule: string])[] = [
  [
    'A simulated phone, beside the console or in a window of its own, is there for who has none at hand.',
    'No phone at hand? Use the simulated one, next to the console or in its own window.',
    'preposition + who',
  ],
  [
    'What is not listed here should be as at AWS; if it is not, that is a bug.',
    "Anything not listed here should behave as it does at AWS. If it doesn't, that's a bug.",
    'begins with What is',
  ],
  [
    'What is not listed here should be as at AWS; if it is not, that is a bug.',
    "Anything not listed here should behave as it does at AWS. If it doesn't, that's a bug.",
    'as at AWS',
  ],
  [
    'With a user go the password, access keys, MFA devices, certificates, group memberships and inline policies. It cannot be undone.',
    "Deleting a user also deletes their password, access keys, MFA devices, certificates, group memberships and inline policies. You can't undo this.",
    'With … go the',
  ],
  [
    'What none allows is denied; an explicit Deny wins.',
    'Anything that no statement allows is denied. An explicit Deny always wins.',
    'what none',
  ],
  ['Its credentials end by themselves.', 'Its credentials expire on their own.', 'by itself'],
  [
    'You are in already. Sign out in the account menu, look at the two forms of the sign-in page, and come in again as the **root user**, with the e-mail and the password of your welcome card (the sign-in page shows it again).',
    "You're already signed in. Sign out from the account menu and look at the two sign-in forms. Then sign in again as the **root user**, with the email and password from your welcome card. (The sign-in page shows them too.)",
    'over 30 words',
  ],
  [
    'come in again as the root user, with the e-mail and the password of your welcome card',
    'sign in again as the root user, with the email and password from your welcome card',
    'e-mail',
  ],
  ['You did it, and saw what comes of it.', 'You did it, and saw what happens.', 'comes of it'],
  [
    'Your account meets this already. Undo it, then do it again.',
    'Your account already meets this. Undo it, then do it again.',
    'this already',
  ],
  [
    'This page is gone. Whoever saw it, saw it.',
    'This page is gone, but anyone may have copied it while it was up.',
    'begins with Whoever',
  ],
  ['It is too short yet.', "It's still too short.", 'too … yet'],
  [
    'another address than 127.0.0.1; needs --insecure, since it speaks http',
    'listen on another address; add --insecure if you accept plain HTTP there',
    'another … than',
  ],
  ['Throttling for who guesses', 'Slows down anyone who guesses', 'preposition + who'],
  [
    'an address as bits; undefined for what is none',
    "The address as bits, or undefined if it isn't an address",
    'preposition + what is',
  ],
  ['Of an account without a lesson.', 'The state of an account that has no lesson.', 'begins with Of'],
]

describe('the rules for English', () => {
  it.each(REWRITTEN)('catches “%s”', (before, _, rule) => {
    expect(faultsIn(before)).toContain(rule)
  })

  it.each(REWRITTEN)('finds nothing in what took the place of “%s”', (_, after) => {
    expect(faultsIn(after)).toEqual([])
  })

  it('knows at least twenty patterns, each by a name of its own', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length)
    expect(RULES.length).toBeGreaterThanOrEqual(20)
  })

  it.each([
    ['a clause that begins with of', 'It knows all actions of IAM only: of others it says *Limited*.'],
    ['otherwise than', 'What IAM Dojo does otherwise than AWS.'],
    ['that there is not', 'It warns of services that there are not.'],
    ['that there is not', 'A parameter that should be a list and is none is refused.'],
    ['is no + noun', 'A group is no principal.'],
    ['stands somewhere', 'Its id stands under the graph.'],
    ['not … any more', 'Capitals are not required any more.'],
    ['goes on doing', 'The first one goes on working meanwhile.'],
    ['is to be found', 'It does not say where the key is to be found.'],
    ['one’s', 'No policy allows keys of one’s own.'],
    ['mend', 'Which of them would you mend first?'],
    ['archaic or rare word', 'It was refused for want of permission.'],
    ['British spelling', 'Choose a colour for the role.'],
    ['lower-case', 'An alias has lower-case letters.'],
    ['log in', 'Log in with your password.'],
    ['Latin abbreviation', 'Use a short name, e.g. alice.'],
    ['for ever', 'She may keep this password for ever.'],
    ['two a user', 'Two keys a user are allowed.'],
    ['tells which', 'The explanation tells which of the two said no.'],
    ['good once', 'Each code is good once.'],
    ['begins with Who', 'Who has no device yet can never get one.'],
    ['It cannot be undone', 'It cannot be undone.'],
    ['may at most', 'A session may at most what its role may.'],
    ['nobody of', 'The evaluator knows nothing of it.'],
    ['beamer', 'Show the card sort on the beamer.'],
    ['over 30 words', `${'word '.repeat(30)}end.`],
  ])('catches %s: “%s”', (rule, text) => {
    expect(faultsIn(text)).toEqual([rule])
  })

  it.each([
    'Who can assume this role?',
    'What is an access key?',
    'The event history shows who did what, and what was refused.',
    'The answer is no until a policy says yes.',
    'There is no organization in this account.',
    'ARN stands for Amazon Resource Name.',
    'What you leave out goes back to its default.',
    'The bucket already exists.',
    'You have no more than two access keys, so delete one before you create another.',
    'Another request takes longer than five seconds.',
    'You can’t tell which part was wrong.',
    'Give a user an access key only if no role will do.',
    'Two keys for each user are allowed.',
    'Don’t make any more calls until you have rotated the key.',
    'Of course, root can do everything.',
    `${'word '.repeat(29)}end.`,
  ])('leaves good English alone: “%s”', (text) => {
    expect(faultsIn(text)).toEqual([])
  })
})
