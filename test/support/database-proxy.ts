import { connect, createServer, type Server, type Socket } from 'node:net'

/** What becomes of the next COMMIT: its answer is lost after it took place, or it never gets there. */
export type Cut = 'after-commit' | 'before-commit'

export interface DatabaseProxy {
  connectionString: string
  /** Cuts the connection at the next COMMIT, and all others with it where the database is to stay away. */
  cutNext(cut: Cut, staysAway?: boolean): void
  /** How many were cut. */
  readonly cuts: number
  /** As when the database server stops: open connections end, and no new one is taken. */
  away(): Promise<void>
  back(): Promise<void>
  /** Bytes go nowhere, as from a machine that hangs. */
  hang(hangs: boolean): void
  stop(): Promise<void>
}

/** In front of a PostgreSQL server: what a network can do to the connections of a pool. */
export async function databaseProxy(target: string): Promise<DatabaseProxy> {
  const { hostname, port: targetPort } = new URL(target)
  const sockets = new Set<Socket>()
  let cut: Cut | undefined
  let cuts = 0
  let staysAway = false
  let hangs = false
  const onClient = (client: Socket) => {
    const server = connect(Number(targetPort), hostname)
    let isCut = false
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    const end = () => {
      cuts++
      client.destroy()
      server.destroy()
      if (staysAway) void close()
    }
    client.on('data', (bytes) => {
      if (hangs) return
      if (cut !== undefined && bytes.includes('commit\0')) {
        const kind = cut
        cut = undefined
        if (kind === 'before-commit') return end()
        isCut = true
      }
      server.write(bytes)
    })
    server.on('data', (bytes) => {
      if (isCut) end()
      else if (!hangs) client.write(bytes)
    })
  }
  let port = 0
  let listening: Server
  const listen = () =>
    new Promise<void>((resolve) => {
      listening = createServer(onClient).listen(port, '127.0.0.1', () => {
        const address = listening.address()
        if (typeof address === 'object' && address) port = address.port
        resolve()
      })
    })
  const close = async () => {
    const closed = new Promise((resolve) => listening.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen()
  const url = new URL(target)
  url.port = String(port)
  return {
    connectionString: url.href,
    cutNext: (next, stays = false) => {
      cut = next
      staysAway = stays
    },
    get cuts() {
      return cuts
    },
    away: close,
    back: listen,
    hang: (wanted) => {
      hangs = wanted
    },
    stop: close,
  }
}
