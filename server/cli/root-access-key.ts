import { sign } from '../wire/sigv4/sign.js'
import { CliError } from './cli-error.js'
import type { ServerClient } from './client.js'
import type { ExportedKey } from './exports.js'

interface Credentials extends ExportedKey {
  sessionToken: string
}

/** Signs in as root and makes a root access key over the wire, as the console would: there is no other way in. */
export async function createRootAccessKey(server: ServerClient, email: string, password: string): Promise<ExportedKey> {
  const step = await server.json<{ state: string; session?: { id: string } }>('POST', '/api/signin', {
    kind: 'root',
    email,
    password,
  })
  const credentials = await server.json<Credentials>('POST', '/api/signin/credentials', { session: step.session?.id })
  const body = 'Action=CreateAccessKey&Version=2010-05-08'
  const { host } = new URL(server.url)
  const headers = sign({
    method: 'POST',
    path: '/',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
    region: 'us-east-1',
    service: 'iam',
    credentials,
    now: Date.now(),
  })
  const response = await server.fetch('/', { method: 'POST', headers, body })
  const xml = await response.text()
  const accessKeyId = /<AccessKeyId>(\w+)</.exec(xml)?.[1]
  const secretAccessKey = /<SecretAccessKey>([^<]+)</.exec(xml)?.[1]
  if (!response.ok || !accessKeyId || !secretAccessKey) throw new CliError('The account was made, but its access key was not.')
  await server.json('POST', '/api/signin/sign-out', {})
  return { accessKeyId, secretAccessKey }
}
