import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attackMemory, stillServes } from '../test/support/memory-attack.js'
import { type BuiltServer, serveBuilt } from './built-server.js'
import type { Figure } from './rounds.js'

/** Some minutes of all that can be sent to be kept in memory. */
const EXTENT = {
  refusals: 24_000,
  streams: 800,
  events: 1500,
  readings: 100_000,
  inspected: 5000,
  signIns: 2000,
  halfBodies: 1000,
  unreadAnswers: 500,
}

/** The built server's resident memory after each kind, on disk and in memory. */
export async function memoryFigures(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'iam-dojo-bench-'))
  try {
    const data = join(folder, 'data')
    return [
      ...(await attacked('on disk', ['--data', data], folder)),
      { name: 'its database', ours: megabytesOf(join(data, 'iam-dojo.db')), baseline: 1, unit: 'MB', budget: { atMost: 50 } },
      ...(await attacked('in memory', ['--ephemeral'], folder)),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function attacked(where: string, args: string[], folder: string): Promise<Figure[]> {
  const home = join(folder, 'home')
  const server = await serveBuilt([...args, '--bcrypt-cost', '4'], { IAM_DOJO_HOME: home })
  const figures: Figure[] = []
  const figure = (after: string) =>
    figures.push({
      name: `resident memory ${where}, ${after}`,
      ours: server.residentMegabytes(),
      baseline: 1,
      unit: 'MB',
      budget: { atMost: 300 },
    })
  try {
    await attackMemory(server.url, operatorToken(home, server), EXTENT, (kind) => figure(`after ${kind}`))
    if (!(await stillServes(server.url))) throw new Error('the server does not answer any more')
    return figures
  } finally {
    await server.stop()
  }
}

const megabytesOf = (file: string): number => statSync(file).size / 1e6

function operatorToken(home: string, { url }: BuiltServer): string {
  const file = join(home, 'servers', `${new URL(url).port}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { token: string }).token
}
