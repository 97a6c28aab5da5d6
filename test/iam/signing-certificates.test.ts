import { beforeEach, describe, expect, it } from 'vitest'
import { newCertificate } from '../support/certificates.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

interface Certificate {
  CertificateId: string
  CertificateBody: string
}

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

const upload = async (input: object = { UserName: 'alice' }, { certificate } = newCertificate()): Promise<Certificate> => {
  const body = { CertificateBody: certificate, ...input }
  return (await world.call<{ Certificate: Certificate }>('iam:UploadSigningCertificate', body)).Certificate
}

const list = async (input: object = { UserName: 'alice' }) =>
  (await world.call<{ Certificates: Certificate[] }>('iam:ListSigningCertificates', { ...input })).Certificates

const DAMAGED = newCertificate().certificate.replace(/\n.{64}\n/, '\n')

describe('UploadSigningCertificate', () => {
  it('adds the certificate, active, as it was sent', async () => {
    const { certificate } = newCertificate()
    const uploaded = await upload({ UserName: 'alice', CertificateBody: certificate })
    expect(uploaded).toEqual({
      UserName: 'alice',
      CertificateId: expect.stringMatching(/^[A-Z2-7]{32}$/),
      CertificateBody: certificate,
      Status: 'Active',
      UploadDate: world.clock.now(),
    })
    expect(await list()).toEqual([uploaded])
  })

  it('without a name adds it to root, as the account summary shows', async () => {
    const present = async () =>
      (await world.call<{ SummaryMap: Record<string, number> }>('iam:GetAccountSummary')).SummaryMap
        .AccountSigningCertificatesPresent
    expect(await present()).toBe(0)
    const { CertificateId } = await upload({})
    expect(await present()).toBe(1)
    expect(await list({})).toMatchObject([{ CertificateId }])
    expect(await list()).toEqual([])
  })

  it('refuses a certificate that anyone in the account has', async () => {
    const same = newCertificate()
    await upload({ UserName: 'alice' }, same)
    await world.call('iam:CreateUser', { UserName: 'bob' })
    for (const UserName of ['alice', 'bob']) {
      expect(await refusal(upload({ UserName }, same))).toBe(
        'DuplicateCertificate 409: The same certificate is associated with an IAM user in this account.',
      )
    }
    expect(await list({ UserName: 'bob' })).toEqual([])
  })

  it('allows two per user, inactive ones included', async () => {
    const [first] = [await upload(), await upload()]
    await world.call('iam:UpdateSigningCertificate', {
      UserName: 'alice',
      CertificateId: first.CertificateId,
      Status: 'Inactive',
    })
    expect(await refusal(upload())).toBe('LimitExceeded 409: Cannot exceed quota for CertificatesPerUser: 2')
  })

  it.each([
    ['text', 'invalid-certificate-body', 'invalid-certificate-body'],
    ['a private key, without repeating it', newCertificate().privateKey, '***'],
    ['a damaged certificate', DAMAGED, DAMAGED],
  ])('refuses %s', async (_what, certificate, shown) => {
    const body = { certificate, privateKey: '' }
    expect(await refusal(upload({ UserName: 'alice' }, body))).toBe(
      `MalformedCertificate 400: Certificate ${shown} is malformed.`,
    )
    expect(await list()).toEqual([])
  })
})

describe('ListSigningCertificates', () => {
  it('lists the certificates of one user, oldest first', async () => {
    const older = await upload()
    world.clock.forward(1000)
    const newer = await upload()
    expect((await list()).map(({ CertificateId }) => CertificateId)).toEqual([older.CertificateId, newer.CertificateId])
  })

  it('without a name lists those of the user who calls', async () => {
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
    const { CertificateId } = await upload()
    await upload({})
    expect(await world.call('iam:ListSigningCertificates', {}, await world.user('alice'))).toMatchObject({
      Certificates: [{ UserName: 'alice', CertificateId }],
      IsTruncated: false,
    })
  })
})

describe('UpdateSigningCertificate', () => {
  it('deactivates and activates a certificate', async () => {
    const { CertificateId } = await upload()
    for (const Status of ['Inactive', 'Active', 'Active']) {
      await world.call('iam:UpdateSigningCertificate', { UserName: 'alice', CertificateId, Status })
      expect(await list()).toMatchObject([{ CertificateId, Status }])
    }
  })

  it('takes no status that belongs to other credentials', async () => {
    const { CertificateId } = await upload()
    const update = world.call('iam:UpdateSigningCertificate', { UserName: 'alice', CertificateId, Status: 'Expired' })
    expect(await refusal(update)).toBe(
      "ValidationError 400: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    )
  })
})

describe('DeleteSigningCertificate', () => {
  it('deletes the certificate, which can then be uploaded again; until then its user cannot be deleted', async () => {
    const same = newCertificate()
    const { CertificateId } = await upload({ UserName: 'alice' }, same)
    expect(await refusal(world.call('iam:DeleteUser', { UserName: 'alice' }))).toBe(
      'DeleteConflict 409: Cannot delete entity, must delete signing certificates first.',
    )
    await world.call('iam:DeleteSigningCertificate', { UserName: 'alice', CertificateId })
    expect(await list()).toEqual([])
    expect((await upload({ UserName: 'alice' }, same)).CertificateId).not.toBe(CertificateId)
  })
})

describe.each([
  ['iam:UpdateSigningCertificate', { Status: 'Inactive' }],
  ['iam:DeleteSigningCertificate', {}],
])('%s', (action, input) => {
  it('finds only certificates of the user that it names', async () => {
    const { CertificateId } = await upload()
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const call = (who: object, id: string) => refusal(world.call(action, { ...who, CertificateId: id, ...input }))
    const absent = (id: string) => `NoSuchEntity 404: The Certificate with id ${id} cannot be found.`
    expect(await call({ UserName: 'alice' }, 'X'.repeat(32))).toBe(absent('X'.repeat(32)))
    expect(await call({ UserName: 'bob' }, CertificateId)).toBe(absent(CertificateId))
    expect(await call({}, CertificateId)).toBe(absent(CertificateId))
    expect(await call({ UserName: 'carol' }, CertificateId)).toBe('NoSuchEntity 404: The user with name carol cannot be found.')
    expect(await list()).toMatchObject([{ CertificateId, Status: 'Active' }])
  })
})
