import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { EC2, type KeyFormat, type KeyType } from '@aws-sdk/client-ec2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '../support/account-file.js'
import { CLIS, cleanEnv, keyEnv, type Outcome, PYTHONS, run } from '../support/aws-cli.js'
import { newAccount, startServer, type TestServer } from '../support/server.js'
import { HAS_PUTTY, inShell, publicLineOf } from '../support/ssh-tools.js'

let app: TestServer
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'iam-dojo-key-pairs-'))
  app = await startServer({ file: join(folder, 'store.db') })
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true })
})

const operator = () => ({ authorization: `Bearer ${app.operatorToken}`, 'content-type': 'application/json' })

async function clients() {
  const account = await newAccount(app.url)
  const options = { endpoint: app.url, region: 'eu-west-1', credentials: account.credentials, maxAttempts: 1 }
  const { accessKeyId, secretAccessKey, sessionToken } = account.credentials
  const key = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken }
  return { ...account, ec2: new EC2(options), options, env: { ...cleanEnv(folder), ...keyEnv(key), AWS_ENDPOINT_URL: app.url } }
}

/** The fingerprint of a private key in a PEM file, by the commands of the EC2 User Guide. */
function fingerprintOf(keyType: string, pem: string): string {
  if (keyType === 'ed25519') return `${/SHA256:(\S+)/.exec(inShell(pem, 'ssh-keygen -l -f $KEY'))?.[1]}=`
  const printed = inShell(pem, 'openssl pkcs8 -in $KEY -inform PEM -outform DER -topk8 -nocrypt | openssl sha1 -c')
  return printed.replace(/^.*= /, '')
}

/** By the same guide's commands for a public key that was imported, from OpenSSH's line. */
function fingerprintOfPublic(keyType: string, line: string): string {
  if (keyType === 'ed25519') return `${/SHA256:(\S+)/.exec(inShell(line, 'ssh-keygen -l -f $KEY'))?.[1]}=`
  const command = 'ssh-keygen -ef $KEY -m PEM | openssl rsa -RSAPublicKey_in -outform DER 2>/dev/null | openssl md5 -c'
  return inShell(line, command).replace(/^.*= /, '')
}

const PEM = [
  ['rsa', 'pem'],
  ['ed25519', 'pem'],
] as const
const PPK = [
  ['rsa', 'ppk'],
  ['ed25519', 'ppk'],
] as const
const FORMS = [...PEM, ...PPK]
const TYPES = ['rsa', 'ed25519'] as const

/** A key of ssh-keygen's, as a person makes one at home: the private half, and the line. */
function homeMade(keyType: string): { pem: string; line: string } {
  const pem = `${inShell('', `rm $KEY; ssh-keygen -q -t ${keyType} -N '' -C me@home -f $KEY && cat $KEY`)}\n`
  return { pem, line: publicLineOf(pem) }
}
const withoutComment = (line = ''): string => line.split(' ').slice(0, 2).join(' ')

describe('the AWS SDK for JavaScript', () => {
  const makes = async (KeyType: KeyType, KeyFormat: KeyFormat): Promise<void> => {
    const { ec2 } = await clients()
    const {
      KeyMaterial = '',
      KeyFingerprint,
      KeyPairId = '',
    } = await ec2.createKeyPair({ KeyName: 'mine', KeyType, KeyFormat })
    const { KeyPairs: [pair] = [] } = await ec2.describeKeyPairs({ KeyNames: ['mine'], IncludePublicKey: true })
    expect(pair).toMatchObject({ KeyPairId, KeyType, KeyFingerprint, KeyName: 'mine', CreateTime: expect.any(Date) })
    expect(withoutComment(publicLineOf(KeyMaterial))).toBe(withoutComment(pair?.PublicKey))
    expect(pair?.PublicKey).toMatch(/ mine$/)
    if (KeyFormat === 'pem') expect(KeyFingerprint).toBe(fingerprintOf(KeyType, KeyMaterial))
    expect(await ec2.deleteKeyPair({ KeyPairId })).toMatchObject({ Return: true, KeyPairId })
    expect(await ec2.deleteKeyPair({ KeyName: 'mine' })).toMatchObject({ Return: true })
    await expect(ec2.describeKeyPairs({ KeyNames: ['mine'] })).rejects.toMatchObject({
      name: 'InvalidKeyPair.NotFound',
      message: "The key pair 'mine' does not exist",
    })
  }
  it.each(PEM)('makes a key pair of %s as %s that tools read', makes)
  it.skipIf(!HAS_PUTTY).each(PPK)('makes a key pair of %s as %s that tools read', makes)

  it.each(TYPES)('imports %s in each form with one fingerprint', async (KeyType) => {
    const { ec2 } = await clients()
    const { line } = homeMade(KeyType)
    const forms = [line, inShell(line, 'ssh-keygen -e -m RFC4716 -f $KEY')]
    if (KeyType === 'rsa') {
      forms.push(inShell(line, 'ssh-keygen -e -m PKCS8 -f $KEY'))
      forms.push(
        inShell(line, 'ssh-keygen -e -m PKCS8 -f $KEY | openssl rsa -pubin -outform DER 2>/dev/null | openssl base64 -A'),
      )
    }
    for (const [index, form] of forms.entries()) {
      const KeyName = `form-${index}`
      const imported = await ec2.importKeyPair({ KeyName, PublicKeyMaterial: Buffer.from(form) })
      expect(imported.KeyFingerprint).toBe(fingerprintOfPublic(KeyType, line))
    }
  })
})

describe.skipIf(CLIS.length === 0).each(CLIS)('the unmodified aws CLI at %s', (cli) => {
  /** Version 1 reads AWS_ENDPOINT_URL; Debian's is older than that. */
  const withEndpoint = cli === '/usr/bin/aws' ? ['--endpoint-url'] : []
  const aws = (env: Record<string, string>, ...args: string[]): Promise<Outcome> =>
    run(cli, [...withEndpoint.flatMap((option) => [option, app.url]), '--region', 'eu-west-1', 'ec2', ...args], env)

  it('makes key pairs of each type and format, in files that tools read', async () => {
    const { env } = await clients()
    const forms = FORMS.filter(([, format]) => format === 'pem' || HAS_PUTTY)
    const make = (type: string, format: string): Promise<Outcome> => {
      const options = ['--key-name', `${type}-${format}`, '--key-type', type, '--key-format', format]
      return aws(env, 'create-key-pair', ...options, '--query', 'KeyMaterial', '--output', 'text')
    }
    const made = await Promise.all(forms.map(([type, format]) => make(type, format)))
    const list = await aws(env, 'describe-key-pairs', '--include-public-key', '--output', 'json')
    const { KeyPairs } = JSON.parse(list.out) as { KeyPairs: { KeyName: string; PublicKey: string }[] }
    for (const [index, { out, err }] of made.entries()) {
      expect(err).toBe('')
      const pair = KeyPairs.find(({ KeyName }) => KeyName === forms[index]?.join('-'))
      expect(withoutComment(publicLineOf(out))).toBe(withoutComment(pair?.PublicKey))
    }
    expect((await make('rsa', 'pem')).err).toBe(
      'An error occurred (InvalidKeyPair.Duplicate) when calling the CreateKeyPair operation: The keypair already exists',
    )
  })

  it('imports a file by fileb://, deletes it, and tries what it may do', async () => {
    const { env } = await clients()
    const { line, pem } = homeMade('ed25519')
    const [publicFile, privateFile] = [join(folder, `${cli.length}.pub`), join(folder, `${cli.length}.pem`)]
    writeFileSync(publicFile, line)
    writeFileSync(privateFile, pem)
    const from = (file: string) => ['--key-name', 'home', '--public-key-material', `fileb://${file}`]
    const refused = await aws(env, 'import-key-pair', ...from(privateFile))
    expect(refused.err).toContain('(InvalidKey.Format) when calling the ImportKeyPair operation: Key is not in valid OpenSSH')
    const imported = await aws(env, 'import-key-pair', ...from(publicFile), '--output', 'json')
    expect(JSON.parse(imported.out)).toMatchObject({ KeyName: 'home', KeyFingerprint: fingerprintOfPublic('ed25519', line) })
    const dry = await aws(env, 'delete-key-pair', '--key-name', 'home', '--dry-run')
    expect(dry.err).toContain('(DryRunOperation) when calling the DeleteKeyPair operation')
    expect((await aws(env, 'delete-key-pair', '--key-name', 'home')).code).toBe(0)
    const list = await aws(env, 'describe-key-pairs', '--output', 'json')
    expect(JSON.parse(list.out)).toEqual({ KeyPairs: [] })
  })
})

const SCRIPT = `
import boto3, json, os, sys
from botocore.exceptions import ClientError
ec2 = boto3.client("ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name="eu-west-1")
told = {}
tags = [{"ResourceType": "key-pair", "Tags": [{"Key": "team", "Value": "blue"}]}]
for kind in ["rsa", "ed25519"]:
    made = ec2.create_key_pair(KeyName=kind, KeyType=kind, TagSpecifications=tags)
    told[kind] = [made["KeyMaterial"], made["KeyFingerprint"]]
ec2.get_waiter("key_pair_exists").wait(KeyNames=["rsa"])
told["imported"] = ec2.import_key_pair(KeyName="home", PublicKeyMaterial=sys.stdin.buffer.read())["KeyFingerprint"]
told["blue"] = sorted(p["KeyName"] for p in ec2.describe_key_pairs(Filters=[{"Name": "tag:team", "Values": ["bl*"]}])["KeyPairs"])
told["elsewhere"] = boto3.client("ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name="us-east-1").describe_key_pairs()["KeyPairs"]
resource = boto3.resource("ec2", endpoint_url=os.environ["AWS_ENDPOINT_URL"], region_name="eu-west-1")
resource.KeyPair("home").delete()
told["left"] = sorted(p.name for p in resource.key_pairs.all())
try:
    ec2.import_key_pair(KeyName="x", PublicKeyMaterial=b"no key")
except ClientError as error:
    told["refused"] = [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]
json.dump(told, sys.stdout)
`

describe.skipIf(PYTHONS.length === 0).each(PYTHONS)('boto3 of %s', (python) => {
  it('makes, imports, finds, and deletes key pairs', async () => {
    const { env } = await clients()
    const { line } = homeMade('rsa')
    const { out, err } = await run(python, ['-c', SCRIPT], env, line)
    expect(err).toBe('')
    const told = JSON.parse(out) as Record<string, string[]>
    for (const kind of TYPES) expect(told[kind]?.[1]).toBe(fingerprintOf(kind, told[kind]?.[0] ?? ''))
    expect(told).toMatchObject({
      imported: fingerprintOfPublic('rsa', line),
      blue: ['ed25519', 'rsa'],
      elsewhere: [],
      left: ['ed25519', 'rsa'],
      refused: ['InvalidKey.Format', 400],
    })
  })
})

describe('the private half of a key pair', () => {
  it('is in the answer that made it, and nowhere else', async () => {
    const { accountId, ec2, options } = await clients()
    const lab = (path: string, body?: object): Promise<Response> =>
      fetch(`${app.url}/api/lab${path}`, {
        headers: operator(),
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      })
    await lab(`/requests?account=${accountId}`)
    const [secrets, ids]: [string[], string[]] = [[], []]
    for (const [KeyType, KeyFormat] of FORMS) {
      const made = await ec2.createKeyPair({ KeyName: `${KeyType}-${KeyFormat}`, KeyType, KeyFormat })
      secrets.push(...innerLines(made.KeyMaterial))
      ids.push(made.$metadata.requestId ?? '')
      const again = await ec2.createKeyPair({ KeyName: `${KeyType}-${KeyFormat}`, KeyType, KeyFormat }).catch((error) => error)
      ids.push(again.$metadata.requestId)
    }
    // The private half by mistake: it is no public key, and isn't kept either.
    const { pem } = homeMade('ed25519')
    secrets.push(...innerLines(pem), ...innerLines(Buffer.from(pem).toString('base64').replace(/.{40}/g, '$&\n')))
    const mistaken = await ec2
      .importKeyPair({ KeyName: 'mistake', PublicKeyMaterial: Buffer.from(pem) })
      .catch((error) => error)
    ids.push(mistaken.$metadata.requestId)
    await app.settled()

    const texts: string[] = [...app.logs]
    for (const file of readdirSync(folder)) if (/^store/.test(file)) texts.push(readFileSync(join(folder, file), 'latin1'))
    texts.push(JSON.stringify(await app.accounts.repository.newestRecords(accountId, { limit: 100 })))
    for (const id of ids) {
      for (const path of [`/requests/${id}`, `/explanations/${id}`]) {
        const answer = await lab(path)
        expect(answer.status, path).toBe(200)
        texts.push(await answer.text())
      }
    }
    const trail = await new CloudTrail(options).lookupEvents({})
    const events = (trail.Events ?? []).map(({ CloudTrailEvent = '{}' }) => CloudTrailEvent)
    const made = events
      .map((event) => JSON.parse(event))
      .filter(({ responseElements: told }) => told?.keyMaterial !== undefined)
    expect(made.map(({ responseElements: told }) => told.keyMaterial)).toEqual(FORMS.map(() => '<sensitiveDataRemoved>'))
    texts.push(...events)

    const passphrase = 'a passphrase of some length'
    const file = await (await lab(`/accounts/${accountId}/export`, { passphrase })).text()
    const elsewhere = await startServer({ file: join(folder, 'other.db') })
    try {
      const line = { passphrase }
      const answer = await importFile(elsewhere.url, file, line, { authorization: `Bearer ${elsewhere.operatorToken}` })
      expect(await answer.json()).toMatchObject({ accountId })
      const imported = await elsewhere.accounts.get(accountId)
      const pairs = [...(imported?.ordered('KeyPair') ?? [])]
      expect(pairs.map(({ keyName }) => keyName).sort()).toEqual(FORMS.map((form) => form.join('-')).sort())
      texts.push(JSON.stringify(pairs))
      texts.push(JSON.stringify(await elsewhere.accounts.repository.newestRecords(accountId, { limit: 100 })))
    } finally {
      await elsewhere.close()
    }
    expect(secrets.length).toBeGreaterThan(30)
    for (const secret of secrets) expect(texts.filter((text) => text.includes(secret))).toEqual([])
    // What is looked for would be found: the public half is in all of these places.
    expect(texts.some((text) => text.includes('rsa-ppk'))).toBe(true)
  })
})

/** Whole lines of a private key, none of which is its public half or a heading. */
function innerLines(material = ''): string[] {
  const [, afterPublic = material] = material.split(/Private-Lines: \d+/)
  const lines = afterPublic.split('\n').filter((line) => /^[A-Za-z0-9+/=]{40,}$/.test(line))
  // OpenSSH's form begins with the public half.
  return material.includes('OPENSSH') ? lines.slice(2) : lines
}
