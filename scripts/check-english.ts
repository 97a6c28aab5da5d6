/** Checks the English of everything that a person reads: `npm run check:english [FILE …]`. Ends with 1 if a sentence is at fault. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { proseOfLesson } from './english/lesson.js'
import { proseOfMarkdown } from './english/markdown.js'
import { faultsOf } from './english/rules.js'
import { type Prose, sentencesOf } from './english/sentences.js'
import { proseOfErrors, proseOfStrings } from './english/typescript.js'

const root = fileURLToPath(new URL('..', import.meta.url))

type Reader = (source: string, path: string) => Prose[]

/** How the prose of a file is found, by its path: the first pattern that fits counts. */
const READERS: readonly [RegExp, Reader | undefined][] = [
  [/^(README|CHANGELOG|CONTRIBUTING|SECURITY)\.md$/, (source) => proseOfMarkdown(source)],
  [/^docs\/.*\.md$/, (source) => proseOfMarkdown(source)],
  [/^lessons\/.*\.md$/, proseOfLesson],
  // The terminal's `aws` speaks with the AWS CLI's words; its help is ours.
  [/^server\/shell\/aws\/help\.ts$/, proseOfStrings],
  [/^server\/shell\/aws\//, undefined],
  [/^client\/.*\.tsx?$/, proseOfStrings],
  [/^server\/(api|cli|lab|lessons|records\/explanations|rehearsal|signin|tls)\/.*\.ts$/, proseOfStrings],
  // Elsewhere a string may be AWS's wording, SQL or a name: only errors of our own are ours.
  [/^server\/.*\.ts$/, proseOfErrors],
]

function filesToCheck(): string[] {
  const inFolders = ['docs', 'lessons', 'client', 'server'].flatMap((folder) =>
    readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const all = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', ...inFolders]
  // A folder that has moved must not leave its texts unread.
  for (const [pattern] of READERS) if (!all.some((path) => pattern.test(path))) throw new Error(`no file fits ${pattern}`)
  return all.filter(readerOf)
}

const readerOf = (path: string): Reader | undefined => READERS.find(([pattern]) => pattern.test(path))?.[1]

function reportOf(path: string): string[] {
  const prose = readerOf(path)?.(readFileSync(`${root}${path}`, 'utf8'), path) ?? []
  return prose.flatMap(({ line, text }) =>
    sentencesOf(text).flatMap((sentence) =>
      faultsOf(sentence).map(({ rule, instead }) => `${path}:${line}: ${rule}: ${sentence}\n    ${instead}`),
    ),
  )
}

const named = process.argv.slice(2)
const report = (named.length > 0 ? named : filesToCheck()).flatMap(reportOf)
if (report.length > 0) {
  console.error(`${report.join('\n')}\n\n${report.length} sentences to rewrite.`)
  process.exitCode = 1
}
