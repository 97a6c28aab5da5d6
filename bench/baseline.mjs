/**
 * The least that a signed API must do, in a process of its own and with no code of the server's: read the body, verify the
 * signature, answer. Arguments as JSON: { secret, answer, database? }. With `database`, each request commits one row there.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const { secret, answer, database } = JSON.parse(process.argv[2] ?? '{}')
const insert = database ? inserter(database) : () => undefined
const keys = new Map()

createServer((request, response) => {
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    if (!isSigned(request, Buffer.concat(chunks))) {
      response.writeHead(403).end()
      return
    }
    insert()
    response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(answer) })
    response.end(answer)
  })
}).listen(0, '127.0.0.1', function () {
  process.stdout.write(`ready at http://127.0.0.1:${this.address().port}\n`)
})

/** Source: IAM User Guide, "Create a signed AWS API request". */
function isSigned({ method, url, headers }, body) {
  const [, scope, names, signature] =
    /Credential=[^/]+\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(headers.authorization ?? '') ?? []
  if (scope === undefined) return false
  const lines = names.split(';').map((name) => `${name}:${headers[name]?.trim()}\n`)
  const canonical = `${method}\n${url}\n\n${lines.join('')}\n${names}\n${createHash('sha256').update(body).digest('hex')}`
  const text = `AWS4-HMAC-SHA256\n${headers['x-amz-date']}\n${scope}\n${createHash('sha256').update(canonical).digest('hex')}`
  const expected = createHmac('sha256', keyOf(scope)).update(text).digest()
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'))
}

function keyOf(scope) {
  const known = keys.get(scope)
  if (known) return known
  const key = scope.split('/').reduce((under, part) => createHmac('sha256', under).update(part).digest(), `AWS4${secret}`)
  keys.set(scope, key)
  return key
}

function inserter(file) {
  const Database = createRequire(import.meta.url)('libsql')
  const opened = new Database(file)
  opened.pragma('journal_mode = WAL')
  opened.pragma('synchronous = NORMAL')
  opened.exec('CREATE TABLE row (id INTEGER PRIMARY KEY, body TEXT)')
  const statement = opened.prepare('INSERT INTO row (body) VALUES (?)')
  return () => statement.run('x'.repeat(300))
}
