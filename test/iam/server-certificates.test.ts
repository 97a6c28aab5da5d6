import { beforeEach, describe, expect, it } from 'vitest'
import { EXPIRES_AT, newCertificate } from '../support/certificates.js'
import { allow, policy } from '../support/policies.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

let world: World
const arn = (rest: string) => `arn:aws:iam::${world.accountId}:${rest}`
beforeEach(async () => {
  world = await World.withAccount()
})

const upload = (ServerCertificateName: string, more: object = {}, pair = newCertificate()) =>
  world.call<{ ServerCertificateMetadata: { ServerCertificateId: string } }>('iam:UploadServerCertificate', {
    ServerCertificateName,
    CertificateBody: pair.certificate,
    PrivateKey: pair.privateKey,
    ...more,
  })

const get = (ServerCertificateName: string) => world.call('iam:GetServerCertificate', { ServerCertificateName })

const names = async (input: object = {}) => {
  const { ServerCertificateMetadataList: list } = await world.call<{
    ServerCertificateMetadataList: { ServerCertificateName: string }[]
  }>('iam:ListServerCertificates', { ...input })
  return list.map(({ ServerCertificateName }) => ServerCertificateName)
}

const absent = (name: string) => `NoSuchEntity 404: The Server Certificate with name ${name} cannot be found.`

describe('UploadServerCertificate', () => {
  it('keeps the certificate with its chain, path and tags, and never gives the private key away', async () => {
    const [own, chain] = [newCertificate(), newCertificate('Example CA')]
    const Tags = [{ Key: 'team', Value: 'blue' }]
    const uploaded = await upload('site', { CertificateChain: chain.certificate, Path: '/cloudfront/', Tags }, own)
    const metadata = {
      Path: '/cloudfront/',
      ServerCertificateName: 'site',
      ServerCertificateId: expect.stringMatching(/^ASCA[A-Z2-7]{17}$/),
      Arn: arn('server-certificate/cloudfront/site'),
      UploadDate: world.clock.now(),
      Expiration: EXPIRES_AT,
    }
    expect(uploaded).toEqual({ ServerCertificateMetadata: metadata, Tags })
    expect(await get('site')).toEqual({
      ServerCertificate: {
        ServerCertificateMetadata: metadata,
        CertificateBody: own.certificate,
        CertificateChain: chain.certificate,
        Tags,
      },
    })
    await world.accounts.flush()
    expect(JSON.stringify([uploaded, await get('site'), world.records])).not.toContain(own.privateKey.split('\n')[1])
  })

  it.each([
    [
      'a body that is no certificate',
      { CertificateBody: 'certificate' },
      'MalformedCertificate 400: Unable to parse certificate. Please ensure the certificate is in PEM format.',
    ],
    [
      'a chain that is no certificate',
      { CertificateChain: 'chain' },
      'MalformedCertificate 400: Unable to parse certificate. Please ensure the certificate is in PEM format.',
    ],
    [
      'a key that cannot be read',
      { PrivateKey: 'key' },
      'MalformedCertificate 400: Unable to parse private key. Please ensure the key is in PEM format and not encrypted.',
    ],
    [
      'the key of another certificate',
      { PrivateKey: newCertificate().privateKey },
      'KeyPairMismatch 400: The public key certificate and the private key do not match.',
    ],
  ])('refuses %s', async (_what, input, refused) => {
    expect(await refusal(upload('site', input))).toBe(refused)
    expect(await names()).toEqual([])
  })

  it('refuses a name that is taken, whatever its case and path', async () => {
    await upload('site')
    expect(await refusal(upload('SITE', { Path: '/other/' }))).toBe(
      'EntityAlreadyExists 409: The Server Certificate with name SITE already exists.',
    )
  })

  it('allows 20 in an account', async () => {
    const pair = newCertificate()
    for (let count = 1; count <= 20; count++) await upload(`site-${count}`, {}, pair)
    expect(await refusal(upload('site-21', {}, pair))).toBe(
      'LimitExceeded 409: Cannot exceed quota for ServerCertificatesPerAccount: 20',
    )
  })

  it('needs a permission of its own for tags', async () => {
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: policy(allow('iam:UploadServerCertificate')),
    })
    const { certificate, privateKey } = newCertificate()
    const input = { ServerCertificateName: 'site', CertificateBody: certificate, PrivateKey: privateKey }
    const alice = await world.user('alice')
    const Tags = [{ Key: 'team', Value: 'blue' }]
    expect(await refusal(world.call('iam:UploadServerCertificate', { ...input, Tags }, alice))).toContain(
      `is not authorized to perform: iam:TagServerCertificate on resource: ${arn('server-certificate/site')}`,
    )
    await world.call('iam:UploadServerCertificate', input, alice)
    expect(await names()).toEqual(['site'])
  })
})

describe('GetServerCertificate', () => {
  it('finds a name whatever its case, and shows no chain that was not uploaded', async () => {
    const pair = newCertificate()
    const { ServerCertificateMetadata } = await upload('Site', {}, pair)
    expect(await get('sITE')).toEqual({
      ServerCertificate: { ServerCertificateMetadata, CertificateBody: pair.certificate, Tags: [] },
    })
  })
})

describe('ListServerCertificates', () => {
  it('lists certificates in order of name, and of one path where a prefix says so', async () => {
    for (const [name, Path] of [
      ['b', '/'],
      ['a', '/cloudfront/'],
      ['c', '/cloudfront/test/'],
    ] as const) {
      await upload(name, { Path })
    }
    expect(await names()).toEqual(['a', 'b', 'c'])
    expect(await names({ PathPrefix: '/cloudfront/' })).toEqual(['a', 'c'])
    expect(await names({ PathPrefix: '/none/' })).toEqual([])
  })
})

describe('UpdateServerCertificate', () => {
  it('renames and moves a certificate, which keeps its ID and body', async () => {
    const pair = newCertificate()
    const { ServerCertificateMetadata: before } = await upload('old', {}, pair)
    const change = { ServerCertificateName: 'old', NewServerCertificateName: 'new', NewPath: '/cloudfront/' }
    await world.call('iam:UpdateServerCertificate', change)
    expect(await get('new')).toMatchObject({
      ServerCertificate: {
        ServerCertificateMetadata: {
          ...before,
          ServerCertificateName: 'new',
          Path: '/cloudfront/',
          Arn: arn('server-certificate/cloudfront/new'),
        },
        CertificateBody: pair.certificate,
      },
    })
    expect(await refusal(get('old'))).toBe(absent('old'))
  })

  it('changes the case of a name, but takes no name of another certificate', async () => {
    await upload('site')
    await upload('other')
    const rename = (NewServerCertificateName: string) =>
      world.call('iam:UpdateServerCertificate', { ServerCertificateName: 'site', NewServerCertificateName })
    await rename('Site')
    expect(await names()).toEqual(['other', 'Site'])
    expect(await refusal(rename('OTHER'))).toBe(
      'EntityAlreadyExists 409: The Server Certificate with name OTHER already exists.',
    )
  })

  it('needs the permission for the old and the new name', async () => {
    await upload('site')
    await world.call('iam:CreateUser', { UserName: 'alice' })
    await world.call('iam:PutUserPolicy', {
      UserName: 'alice',
      PolicyName: 'p',
      PolicyDocument: policy(allow('iam:UpdateServerCertificate', arn('server-certificate/site*'))),
    })
    const alice = await world.user('alice')
    const rename = (ServerCertificateName: string, NewServerCertificateName: string) =>
      world.call('iam:UpdateServerCertificate', { ServerCertificateName, NewServerCertificateName }, alice)
    expect(await refusal(rename('site', 'other'))).toMatch(/^AccessDenied 403: /)
    await rename('site', 'site-2')
    expect(await names()).toEqual(['site-2'])
  })
})

describe('DeleteServerCertificate', () => {
  it('deletes the certificate, and its name is free again', async () => {
    const { ServerCertificateMetadata: first } = await upload('site')
    await world.call('iam:DeleteServerCertificate', { ServerCertificateName: 'site' })
    expect(await refusal(get('site'))).toBe(absent('site'))
    const { ServerCertificateMetadata: second } = await upload('site')
    expect(second.ServerCertificateId).not.toBe(first.ServerCertificateId)
  })
})

it.each([
  ['iam:GetServerCertificate', {}],
  ['iam:UpdateServerCertificate', { NewPath: '/new/' }],
  ['iam:DeleteServerCertificate', {}],
])('%s names a certificate that does not exist', async (action, input) => {
  expect(await refusal(world.call(action, { ServerCertificateName: 'ghost', ...input }))).toBe(absent('ghost'))
})
