import { Agent, request } from 'node:http'

export interface Shot {
  headers: Record<string, string>
  body: string
}

/** Requests a second of pre-signed shots over `parallel` kept-alive connections; a wrong status ends the bench. */
export async function load(
  url: string,
  shots: readonly Shot[],
  parallel: number,
  onAnswer: (ms: number) => void = () => undefined,
): Promise<number> {
  const { hostname, port } = new URL(url)
  const agent = new Agent({ keepAlive: true, maxSockets: parallel })
  let next = 0
  const send = ({ headers, body }: Shot) =>
    new Promise<void>((resolve, reject) => {
      const call = request({ hostname, port, method: 'POST', path: '/', headers, agent }, (response) => {
        response.resume()
        response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))))
      })
      call.on('error', reject)
      call.end(body)
    })
  const started = performance.now()
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let shot = shots[next++]; shot; shot = shots[next++]) {
        const sent = performance.now()
        await send(shot)
        onAnswer(performance.now() - sent)
      }
    }),
  )
  const seconds = (performance.now() - started) / 1000
  agent.destroy()
  return shots.length / seconds
}
