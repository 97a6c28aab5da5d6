import { serveBuilt } from './built-server.js'
import { type Figure, medianOf } from './rounds.js'

const ROUNDS = 5

/** From node's start to the first answered request, and the memory then; of the built server. */
export async function coldStartFigures(): Promise<Figure[]> {
  const seconds: number[] = []
  const megabytes: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now()
    const server = await serveBuilt(['--ephemeral'])
    await (await fetch(`${server.url}/signin`)).arrayBuffer()
    seconds.push((performance.now() - started) / 1000)
    megabytes.push(server.residentMegabytes())
    await server.stop()
  }
  return [
    { name: 'cold start to the first answer', ours: medianOf(seconds), baseline: 1, unit: 's', budget: { atMost: 0.6 } },
    { name: 'resident memory after it', ours: medianOf(megabytes), baseline: 1, unit: 'MB', budget: { atMost: 120 } },
  ]
}
