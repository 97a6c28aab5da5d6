import { connect } from 'node:net'

/** How many answers there were of each status. */
export type Answers = Map<number, number>

/** The text of a request with a body, kept alive. */
export const requestText = (host: string, headers: Readonly<Record<string, string>>, body: string, path = '/'): string =>
  [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...Object.entries(headers)
      .filter(([name]) => name.toLowerCase() !== 'host')
      .map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n')

/**
 * Sends prepared requests as fast as the server answers, over a few kept-alive connections with some requests under way on
 * each, and counts the answers. It understands no answer: a status line stands at the beginning or after another's body.
 */
export async function flood(
  port: number,
  requests: Iterator<string>,
  { connections = 8, underway = 8 }: { connections?: number; underway?: number } = {},
): Promise<Answers> {
  const answers: Answers = new Map()
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1')
      let waiting = 0
      let rest = ''
      const next = () => {
        const { value, done } = requests.next()
        if (done) {
          if (waiting === 0) socket.end()
          return
        }
        waiting++
        socket.write(value)
      }
      socket.on('connect', () => {
        for (let n = 0; n < underway; n++) next()
      })
      socket.on('data', (chunk: Buffer) => {
        const text = rest + chunk.toString('latin1')
        for (const [, status] of text.matchAll(/HTTP\/1\.1 (\d{3}) /g)) {
          answers.set(Number(status), (answers.get(Number(status)) ?? 0) + 1)
          waiting--
          next()
        }
        rest = text.slice(-12)
        // A status line that ends exactly there was counted.
        if (/HTTP\/1\.1 \d{3} $/.test(text.slice(-13))) rest = ''
      })
      socket.on('error', reject)
      socket.on('close', () => resolve())
    })
  await Promise.all(Array.from({ length: connections }, one))
  return answers
}
