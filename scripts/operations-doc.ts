/** Writes docs/operations.md from the operations and their docstrings: `npx tsx scripts/operations-doc.ts`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LookupEvents } from '../server/cloudtrail/lookup-events.js'
import { ec2Operations } from '../server/ec2/index.js'
import { iamOperations } from '../server/iam/index.js'
import { stsOperations } from '../server/sts/index.js'

const root = new URL('..', import.meta.url)
const TITLES: Record<string, string> = { iam: 'IAM', sts: 'STS', ec2: 'EC2', cloudtrail: 'CloudTrail' }

interface Documented {
  /** The resource that the file is named after. */
  resource: string
  doc: string
}

/** The docstring before the place where an operation is defined, by the operation's name. */
function docstrings(service: string, names: ReadonlySet<string>): Map<string, Documented> {
  const found = new Map<string, Documented>()
  const folder = new URL(`server/${service}/`, root)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && basename(name) !== 'index.ts')
    .sort()) {
    const source = readFileSync(new URL(file, folder), 'utf8')
    let doc = ''
    // Docstrings and string literals in the order of the file: a literal belongs to the docstring before it. A member's
    // value (`UsageOperation: 'RunInstances'`) defines no operation.
    for (const [, comment, literal] of source.matchAll(/\/\*\*([\s\S]*?)\*\/|(?<!: )'(\w+)'/g)) {
      if (comment !== undefined) doc = comment.replace(/^\s*\*\s?/gm, '').trim()
      else if (literal && names.has(literal) && !found.has(literal))
        found.set(literal, { resource: basename(file, '.ts'), doc })
    }
  }
  return found
}

const tag = (doc: string, name: string): string =>
  (new RegExp(`@${name} ([\\s\\S]*?)(?=\\n@|\\nSource|$)`).exec(doc)?.[1] ?? '').replace(/\s+/g, ' ').trim()

/** The text up to the first full stop, without limits and errors. */
const sentence = (doc: string): string =>
  (/^[\s\S]*?[.;](?=\s|$)/.exec(doc)?.[0] ?? doc).replace(/\s+/g, ' ').replace(/[.;]$/, '')

export function operationsDoc(): string {
  const operations = [...iamOperations, ...stsOperations, ...ec2Operations, LookupEvents]
  const lines = [
    '# Operations',
    '',
    '`scripts/operations-doc.ts` generates this page from the code, so don’t edit it. In the *State* column, **full** means that the',
    'operation behaves as it does at AWS. **standalone** means that it answers as it does in an account without an organization or',
    'partners. The last column lists differences, and [differences-from-aws.md](differences-from-aws.md) has more.',
  ]
  for (const service of ['iam', 'sts', 'ec2', 'cloudtrail']) {
    const own = operations.filter((operation) => operation.service === service).sort((a, b) => (a.name < b.name ? -1 : 1))
    const docs = docstrings(service, new Set(own.map(({ name }) => name)))
    lines.push(
      '',
      `## ${TITLES[service]} (${own.length})`,
      '',
      '| Operation | What it does | State | Differences |',
      '| --- | --- | --- | --- |',
    )
    for (const { name } of own) {
      const doc = docs.get(name)?.doc ?? tagsDoc(name)
      const standalone = tag(doc, 'standalone')
      const state = standalone === '' ? 'full' : 'standalone'
      lines.push(`| ${name} | ${sentence(doc)} | ${state} | ${standalone || tag(doc, 'differs')} |`)
    }
  }
  return `${lines.join('\n')}\n`
}

/** One function makes IAM's operations on tags, for all kinds of resources. Any other operation has a docstring of its own. */
function tagsDoc(name: string): string {
  if (name.startsWith('Untag')) return 'Removes tags; unknown tag keys are ignored.'
  if (name.startsWith('Tag')) return 'Adds or replaces tags.'
  if (/^List\w+Tags$/.test(name)) return 'Lists tags in the order of their keys.'
  throw new Error(`${name} has no docstring before the place where it is defined`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('docs/operations.md', root), operationsDoc())
}
