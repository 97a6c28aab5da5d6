import type { FuzzCase } from './case.js'
import type { Chance } from './chance.js'

const LINES: readonly string[] = [
  'GET / HTTP/1.1',
  'POST / HTTP/1.1',
  'POST /api/signin HTTP/1.1',
  'GET /api/lab/session HTTP/1.0',
  'GET  /  HTTP/1.1',
  'GET / HTTP/9.9',
  'GET http://example.com/ HTTP/1.1',
  'CONNECT example.com:443 HTTP/1.1',
  'OPTIONS * HTTP/1.1',
  'PRI * HTTP/2.0',
  'get / http/1.1',
  'GET \u0000 HTTP/1.1',
  'GET /\u00ff HTTP/1.1',
  `GET /${'a'.repeat(20_000)} HTTP/1.1`,
  'TRACE / HTTP/1.1',
  '\u0016\u0003\u0001\u0002\u0000',
  '',
]
const HEADERS: readonly string[] = [
  'Host: 127.0.0.1',
  'Host: example.com',
  'Host:',
  'Host: localhost:99999999999',
  'Content-Length: 10',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: chunked, identity',
  'Connection: close',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Expect: 100-continue',
  'Expect: nonsense',
  'Content-Type: application/json',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Encoding: gzip',
  'Authorization: AWS4-HMAC-SHA256 Credential=/////, SignedHeaders=;;, Signature=',
  'Authorization: AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=00',
  'Authorization: Bearer',
  'Authorization: AWS4-',
  'X-Amz-Target: x',
  'X-Amz-Date: 20260101T000000Z',
  'Cookie: \u00ff=\u00ff',
  `Cookie: ${'a=b; '.repeat(3000)}`,
  ': nothing',
  'No colon',
  ' folded: x',
  'Bad Name: x',
  `X: ${'y'.repeat(17_000)}`,
]
const BODIES: readonly string[] = [
  '',
  'Action=ListUsers&Version=2010-05-08',
  '{}',
  '5\r\nhello\r\n0\r\n\r\n',
  'zz\r\n',
  '\u0000'.repeat(100),
  'ffffffffffffffff\r\n',
]

/** What arrives at the socket when nobody speaks HTTP well. */
export function rawCase(chance: Chance): FuzzCase {
  const end = chance.weighted([
    ['\r\n', 8],
    ['\n', 1],
    ['\r', 0.5],
  ])
  const host = chance.yes(0.7) ? ['Host: 127.0.0.1'] : []
  const requests = Array.from({ length: chance.yes(0.9) ? 1 : chance.whole(2, 50) }, () => {
    const headers = Array.from({ length: chance.yes(0.03) ? 3000 : chance.whole(0, 5) }, () => chance.pick(HEADERS))
    return [chance.pick(LINES), ...host, ...headers, '', chance.pick(BODIES)].join(end)
  })
  const whole = Buffer.from(requests.join(''), 'latin1')
  const bytes = chance.yes(0.2) ? whole.subarray(0, chance.whole(0, whole.length)) : whole
  return {
    front: 'bytes',
    about: 'bytes at the socket',
    as: 'nobody',
    method: '',
    path: '',
    body: { base64: bytes.toString('base64') },
  }
}
