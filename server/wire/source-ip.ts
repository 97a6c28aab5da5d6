import type { IncomingMessage } from 'node:http'

/** The address that a request comes from; an IPv4 one is written as such, over IPv6 too. */
export const sourceIpOf = ({ socket }: Pick<IncomingMessage, 'socket'>): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
