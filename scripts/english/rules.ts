/** What a sentence that a person reads must not look like. Pure: a sentence goes in, the names of the broken rules come out. */

/** The longest sentence, in words. A screen should stay well below it. */
export const MAX_WORDS = 30

interface Rule {
  /** A short name for the report. */
  name: string
  /** Matches a sentence that breaks the rule. */
  pattern: RegExp
  /** What to write instead. */
  instead: string
}

/** Words that compare: after them, *than* is right even behind *another*. */
const COMPARATIVE =
  'more|less|fewer|rather|better|worse|longer|shorter|larger|smaller|later|sooner|older|younger|newer|earlier|higher|lower|bigger|greater|faster|slower|wider|narrower|stricter'

export const RULES: readonly Rule[] = [
  {
    name: 'preposition + who',
    pattern: /\b(for|to|from|with|against|beside|by) who\b(?! (did|does)\b)/i,
    instead: 'Name the person: "for anyone who has no phone".',
  },
  {
    name: 'preposition + what is',
    pattern: /\b(for|by|with|without) what (is|are|was|were|has|have|none|nobody)\b/i,
    instead: 'Name the thing, or say "if it isn\'t an address".',
  },
  {
    name: 'begins with What is',
    pattern: /^What (is|isn['’]t|are|was|were|has|have|none|nobody|no)\b.*\.$/,
    instead: 'Begin with the thing: "Anything that isn\'t listed here …".',
  },
  { name: 'what none', pattern: /\b(what|who|which) none\b/i, instead: '"Anything that no statement allows".' },
  {
    name: 'begins with Who',
    pattern: /^Who\b[^?]*\.$/,
    instead: 'Begin with the person: "Anyone who …", "The user who …".',
  },
  {
    name: 'begins with Whoever',
    pattern: /(^|[;:] |, and )whoever\b/i,
    instead: '"Anyone who …", "If somebody …".',
  },
  { name: 'begins with Of', pattern: /^Of (?!course\b)/, instead: 'Begin with the subject: "The state of …".' },
  {
    name: 'a clause that begins with of',
    pattern: /[;:] of (?!course\b)/i,
    instead: 'Begin the clause with its subject.',
  },
  { name: 'as at AWS', pattern: /\bas at AWS\b/i, instead: '"as it does at AWS", "like AWS".' },
  {
    name: 'With … go the',
    pattern: /\b[Ww]ith [^.,;:]{1,60}\bgo(es)? (the|its|his|her|their|all|every)\b/,
    instead: '"Deleting a user also deletes the …".',
  },
  {
    name: 'by itself',
    pattern: /\bby (itself|themselves|himself|herself|myself|yourself|ourselves|oneself)\b/i,
    instead: '"on its own", "automatically".',
  },
  { name: 'e-mail', pattern: /\be-mail/i, instead: '"email", as AWS spells it.' },
  {
    name: 'comes of it',
    pattern: /\b(comes?|came) of (it|this|that|them)\b/i,
    instead: '"what happens", "the result".',
  },
  {
    name: 'this already',
    pattern:
      /\b(meets?|holds?|knows?|passes) already\b|\bthis already(?=[.,;:!)]|$)|\b(am|are|is) in already\b|\bexists? already\b/i,
    instead: '"already" goes before the verb: "already meets this".',
  },
  { name: 'too … yet', pattern: /\btoo \w+ yet\b/i, instead: '"still too short".' },
  {
    name: 'another … than',
    pattern: new RegExp(`\\b(another|an?other|other) (?:(?!(?:${COMPARATIVE})\\b)[\\w-]+ ){1,3}than\\b`, 'i'),
    instead: '"a different address", "any address except".',
  },
  { name: 'otherwise than', pattern: /\botherwise than\b/i, instead: '"differently from".' },
  {
    name: 'that there is not',
    pattern: /\bthat there (is|are|was|were) (not|none)\b|\b(that|which|what|and|who) (is|are) none\b/i,
    instead: '"that doesn\'t exist", "that isn\'t one".',
  },
  {
    name: 'is no + noun',
    pattern:
      /(?<!\b(there|here|answer|it) )\b(is|are|was|were) no (?!longer\b|more\b|less\b|fewer\b|different\b|better\b|worse\b|one\b|until\b|unless\b|when\b|and\b|if\b|way\b)[a-z]/i,
    instead: '"isn\'t a …".',
  },
  {
    name: 'stands somewhere',
    pattern:
      /\b(stands?|stood|standing) (on|in|under|above|below|beside|at|there|here|between|among|behind|with|next|apart)\b/i,
    instead: '"is", "appears", "You find it".',
  },
  {
    name: 'not … any more',
    pattern: /\b(not|never|no|nobody|nothing|cannot|\w+n['’]t)\b[^.;:]*\bany more(?=[.,;:)]|$| (be|and|than|if|when|but)\b)/i,
    instead: '"no longer".',
  },
  { name: 'goes on doing', pattern: /\b(go|goes|went|going) on \w+ing\b/i, instead: '"keeps working".' },
  {
    name: 'is to be found',
    pattern: /\b(is|are|was|were) to be \w+|\b(can|can['’]t|cannot|could) be had\b|\bthan is to be\b/i,
    instead: '"you find it", "must be", "is available".',
  },
  {
    name: 'one’s',
    pattern: /(?<!\b(each|this|that|every|first|second|last|other) )\bone['’]s\b|\b(oneself|one (wants|has to|must|needs))\b/i,
    instead: '"you", "your".',
  },
  { name: 'mend', pattern: /\b(mend|mends|mended|mending|behold)\b/i, instead: '"fix".' },
  {
    name: 'archaic or rare word',
    pattern:
      /\b(in vain|for want of|whence|whereby|wherein|thereof|whereof|thereby|herein|upon|lest|ought|wont|amid|save for|in lieu|superfluous)\b/i,
    instead: 'Use an everyday word.',
  },
  {
    name: 'British spelling',
    pattern:
      /\b(colour|behaviour|favour|neighbour|honour|organis|authoris|unauthoris|recognis|synchronis|normalis|canonicalis|serialis|initialis|customis|summaris|minimis|centre|catalogue|programme\b|grey\b|licence|labelled|cancelled|travell|modell|defence|judgement|whilst|artefact|practise|analyse|fulfil\b|cheque)/i,
    instead: 'AWS spells American: "color", "behavior", "authorize".',
  },
  { name: 'lower-case', pattern: /\b(lower|upper)-case\b/i, instead: '"lowercase", "uppercase", as AWS spells them.' },
  {
    name: 'log in',
    pattern: /\b(log|logs|logged|logging)[ -](in|out|on|off)\b(?! to the terminal\b)/i,
    instead: '"sign in", "sign out", as AWS says.',
  },
  {
    name: 'Latin abbreviation',
    pattern: /\b(?:(?:e\.g|i\.e|etc|viz|cf|resp)\.|ca\.(?!\w))/i,
    instead: '"for example", "that is", "and so on".',
  },
  { name: 'for ever', pattern: /\bfor ever\b/i, instead: '"forever".' },
  {
    name: 'two a user',
    pattern:
      /(?<!\b(give|gives|gave|send|sends|assign|grant|lend|show|offer) )\b(one|two|three|four|five|\d+|a) \w+ an? (user|region|row|line|lesson|person|browser|concept|feature|account|minute|source|tab)\b/i,
    instead: '"two keys for each user", "two per user".',
  },
  {
    name: 'tells which',
    pattern: /\btells (which|why|how|what|when|where|whether|that|the rules?|the reason)\b/i,
    instead: '"says which", "shows why", or "tells you which".',
  },
  {
    name: 'good once',
    pattern: /\b(is|are|was|it) good (once|for one|again|for the)\b/i,
    instead: '"works only once", "is valid".',
  },
  { name: 'beamer', pattern: /\bbeamer\b/i, instead: '"projector".' },
  { name: 'It cannot be undone', pattern: /\b(it|this) cannot be undone\b/i, instead: '"You can\'t undo this."' },
  {
    name: 'may at most',
    pattern: /\b(may|can) (at most|no more)\b|\bat most so (many|much)\b/i,
    instead: 'Give the limit after a full verb.',
  },
  {
    name: 'nobody of',
    pattern: /\b(nobody|somebody|everybody|anybody|nothing) of (another|the|its|his|her|it)\b|\bnobody['’]s own\b/i,
    instead: '"no one in", "none of it".',
  },
]

export interface Fault {
  rule: string
  instead: string
}

const words = (sentence: string): number => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length

/** The rules that a sentence breaks; empty for good English. */
export function faultsOf(sentence: string): Fault[] {
  const broken = RULES.filter(({ pattern }) => pattern.test(sentence)).map(({ name, instead }) => ({ rule: name, instead }))
  const length = words(sentence)
  if (length <= MAX_WORDS) return broken
  return [...broken, { rule: `over ${MAX_WORDS} words`, instead: `It has ${length} words: split it.` }]
}
