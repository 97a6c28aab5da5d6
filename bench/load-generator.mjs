/**
 * Sends requests over raw sockets, in a process of its own: a client's own cost is no server's. The parent sends
 * { url, requests, parallel, times }: the bytes of each request as text, and how often the list is sent; it answers
 * { perSecond, p50, p99 } or { error }.
 */
import { connect } from 'node:net'

process.on('message', async ({ url, requests, parallel, times }) => {
  try {
    process.send(await run(url, requests, parallel, times))
  } catch (error) {
    process.send({ error: String(error) })
  }
})

async function run(url, requests, parallel, times) {
  const { hostname, port } = new URL(url)
  const bytes = requests.map((text) => Buffer.from(text, 'latin1'))
  const total = bytes.length * times
  const taken = new Float64Array(total)
  let next = 0
  const started = performance.now()
  await Promise.all(
    Array.from({ length: parallel }, () =>
      connection(hostname, Number(port), () => (next < total ? next++ : undefined), bytes, taken),
    ),
  )
  const seconds = (performance.now() - started) / 1000
  taken.sort()
  return { perSecond: total / seconds, p50: taken[Math.floor(total / 2)], p99: taken[Math.floor(total * 0.99)] }
}

/** One kept-alive connection: the next request goes out when the answer to the last one is whole. */
function connection(host, port, take, bytes, taken) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true })
    let index
    let sentAt = 0
    let text = ''
    let length = -1
    const send = () => {
      index = take()
      if (index === undefined) {
        socket.destroy()
        resolve()
        return
      }
      sentAt = performance.now()
      socket.write(bytes[index % bytes.length])
    }
    socket.setEncoding('latin1')
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => index !== undefined && reject(new Error('the server closed the connection')))
    socket.on('data', (chunk) => {
      text += chunk
      if (length < 0) {
        const end = text.indexOf('\r\n\r\n')
        if (end < 0) return
        if (!text.startsWith('HTTP/1.1 200')) {
          reject(new Error(text.slice(0, 500)))
          socket.destroy()
          return
        }
        length = end + 4 + Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1])
      }
      if (text.length < length) return
      taken[index] = performance.now() - sentAt
      text = ''
      length = -1
      send()
    })
  })
}
