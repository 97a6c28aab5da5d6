import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'

/** `npm run check:architecture`: who may import whom. The picture is in docs/architecture.md. */

/**
 * The floor of each part of the house: a folder with all that is in it and has no floor of its own, or a file. It imports
 * only from floors below its own; two parts on one floor don't import each other.
 */
const FLOORS: Readonly<Record<string, number>> = {
  'server/main.ts': 16,
  'server/cli': 15,
  'server/rehearsal': 14,
  'server/compose.ts': 13,
  'server/thread.ts': 13,
  'server/jobs.ts': 12,
  'server/http': 12,
  'server/classroom': 12,
  'server/lab': 11,
  'server/instances': 11,
  'server/signin': 10,
  'server/ssh': 10,
  'server/lessons': 10,
  'server/api': 9,
  'server/records': 9,
  'server/wire': 8,
  'server/ec2': 7,
  'server/sts': 7,
  'server/cloudtrail': 7,
  'server/iam': 6,
  'server/instance-shell': 6,
  'server/runner': 5,
  'server/shell': 5,
  'server/tls': 5,
  'server/credentials': 4,
  'server/sigv4': 4,
  'server/store': 4,
  'server/system.ts': 4,
  'server/aws': 3,
  'server/policies': 3,
  'server/own-names.ts': 3,
  'server/aes-gcm.ts': 3,
  'server/account': 2,
  'server/authorization': 1,
  'server/bounds': 0,
  'server/proxy': 0,
  'server/worker': 0,

  'client/classroom': 8,
  'client/console/main.tsx': 8,
  'client/console/app.tsx': 7,
  'client/console/pages.ts': 6,
  'client/console/shell': 6,
  'client/console': 5,
  'client/console/parts': 4,
  'client/console/queries': 3,
  'client/devices': 2,
  'client/devices/phone': 1,
  'client/devices/terminal': 1,
  'client/lab': 1,
  'client/signin': 1,
  'client/enter': 1,
  'client/shared': 0,
}

/** Folders whose folders are rooms, as are the files that stand alone in them. */
const HOUSES: readonly string[] = ['server', 'client', 'client/console', 'client/devices']

/** Rooms that run in the browser, too: they import no package and nothing of node. */
const PURE: readonly string[] = ['server/bounds', 'server/authorization', 'server/account']

/** What the client may import of the server's: rooms and pure files. Types may come from any room's `contract.ts`. */
const OPEN_TO_CLIENT: readonly string[] = [
  'server/aws',
  'server/authorization',
  'server/shell',
  'server/account/durations.ts',
  'server/account/visible-text.ts',
  'server/credentials/password-strength.ts',
  'server/lab/api/import-type.ts',
  'server/lab/notes/note-length.ts',
  'server/lessons/format/actor-addresses.ts',
  'server/lessons/format/hotspots.ts',
  'server/sigv4/basic-time.ts',
  'server/wire/absent/sentence.ts',
]

interface Import {
  from: string
  to: string
  typeOnly: boolean
}

const files = [...filesIn('server'), ...filesIn('client')]
const known = new Set(files)
const graph: Import[] = []
const packages: { from: string; name: string }[] = []
for (const file of files) read(file)

const faults = [...climbs(), ...impurities(), ...reaches(), ...circlesOf('files', graph), ...circlesOf('rooms', betweenRooms())]
for (const fault of faults) process.stderr.write(`${fault}\n`)
if (faults.length > 0) process.exit(1)
process.stdout.write(`${files.length} files, ${graph.length} imports: no import climbs, no circle of files or rooms\n`)

function filesIn(folder: string): string[] {
  const root = fileURLToPath(new URL('..', import.meta.url))
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .sort()
}

function read(file: string): void {
  const text = readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')
  const pattern =
    /(?:^|\n)\s*(?:import|export)(\s+type)?\s[^'"`;]*?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g
  for (const [, type, named, dynamic, bare] of text.matchAll(pattern)) {
    const name = named ?? dynamic ?? bare ?? ''
    const to = name.startsWith('.') ? resolved(file, name) : undefined
    if (to) graph.push({ from: file, to, typeOnly: type !== undefined })
    else if (!name.startsWith('.')) packages.push({ from: file, name })
  }
}

/** Undefined for a file that is no code: a table, a style sheet. */
function resolved(file: string, name: string): string | undefined {
  const path = posix.normalize(posix.join(posix.dirname(file), name))
  return [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((one) => known.has(one))
}

/** `client/console/users` for each file in it, however deep. */
function roomOf(file: string): string {
  const parts = file.split('/')
  let depth = 1
  while (HOUSES.includes(parts.slice(0, depth).join('/'))) depth++
  return parts.slice(0, depth).join('/')
}

/** The folder or file in the table of floors that a file belongs to: the closest one. */
function partOf(file: string): string | undefined {
  for (let path = file; path.includes('/'); path = posix.dirname(path)) if (path in FLOORS) return path
  return undefined
}

/** The same imports as the rooms see them. */
function betweenRooms(): Pick<Import, 'from' | 'to'>[] {
  return graph.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to) })).filter(({ from, to }) => from !== to)
}

/** `server` or `client`. What the client may import of the server is another rule. */
function sideOf(path: string): string | undefined {
  return path.split('/')[0]
}

function climbs(): string[] {
  return graph.flatMap(({ from, to }) => {
    const [part, other] = [partOf(from), partOf(to)]
    if (part === undefined || other === undefined) return [`${from} imports ${to}: ${part ? to : from} has no floor`]
    if (part === other || sideOf(part) !== sideOf(other)) return []
    const [floor = 0, below = 0] = [FLOORS[part], FLOORS[other]]
    if (below < floor) return []
    return [`${from} imports ${to}: ${part} is on floor ${floor}, ${other} on floor ${below}`]
  })
}

function impurities(): string[] {
  return packages
    .filter(({ from }) => PURE.includes(roomOf(from)))
    .map(({ from, name }) => `${from} imports ${name}: ${roomOf(from)} is pure and imports no package`)
}

function reaches(): string[] {
  return graph.flatMap(({ from, to, typeOnly }) => {
    if (from.startsWith('server/') && to.startsWith('client/')) return [`${from} imports ${to}: the server knows no client`]
    if (!from.startsWith('client/') || !to.startsWith('server/')) return []
    if (OPEN_TO_CLIENT.includes(roomOf(to)) || OPEN_TO_CLIENT.includes(to)) return []
    if (typeOnly && to.endsWith('/contract.ts')) return []
    return [`${from} imports ${to}: the client may not import ${roomOf(to)}`]
  })
}

/** Groups in which every file or room leads to every other, type imports included. */
function circlesOf(what: string, imports: readonly Pick<Import, 'from' | 'to'>[]): string[] {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const reached = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const found: string[] = []
  const visit = (node: string): void => {
    reached.set(node, reached.size)
    lowest.set(node, reached.get(node) ?? 0)
    path.push(node)
    for (const other of next.get(node) ?? []) {
      if (!reached.has(other)) visit(other)
      if (path.includes(other)) lowest.set(node, Math.min(lowest.get(node) ?? 0, lowest.get(other) ?? 0))
    }
    if (lowest.get(node) !== reached.get(node)) return
    const circle = path.splice(path.indexOf(node))
    if (circle.length > 1) found.push(`a circle of ${circle.length} ${what}: ${circle.join(', ')}`)
  }
  for (const node of next.keys()) if (!reached.has(node)) visit(node)
  return found
}
