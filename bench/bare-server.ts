import { createServer, type Server } from 'node:http'
import { Secret } from '../server/account/secret.js'
import { presented, type RawRequest } from '../server/sigv4/parse.js'
import { SignatureVerifier } from '../server/sigv4/verify.js'

/** The least that any signed API must do: read the body, verify the signature, answer. `work` runs in between. */
export async function bareServer(
  secret: string,
  answer: string,
  work: () => unknown = () => undefined,
): Promise<{ url: string; server: Server }> {
  const verifier = new SignatureVerifier()
  const known = new Secret(secret)
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw: RawRequest = {
        method: 'POST',
        path: '/',
        query: '',
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks),
      }
      verifier.isRight(raw, presented(raw), known)
      work()
      response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(answer) })
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return { server, url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}` }
}
