import { createHash, createPublicKey } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { newRsaPublicKey } from '../support/certificates.js'
import { refusal } from '../support/refusal.js'
import { World } from '../support/world.js'

interface Key {
  SSHPublicKeyId: string
  SSHPublicKeyBody: string
  Fingerprint: string
}

let world: World
beforeEach(async () => {
  world = await World.withAccount()
  await world.call('iam:CreateUser', { UserName: 'alice' })
})

const upload = async (SSHPublicKeyBody = newRsaPublicKey(), UserName = 'alice'): Promise<Key> =>
  (await world.call<{ SSHPublicKey: Key }>('iam:UploadSSHPublicKey', { UserName, SSHPublicKeyBody })).SSHPublicKey

const get = async (SSHPublicKeyId: string, Encoding: string, UserName = 'alice'): Promise<Key> =>
  (await world.call<{ SSHPublicKey: Key }>('iam:GetSSHPublicKey', { UserName, SSHPublicKeyId, Encoding })).SSHPublicKey

const list = async (UserName = 'alice') =>
  (await world.call<{ SSHPublicKeys: object[] }>('iam:ListSSHPublicKeys', { UserName })).SSHPublicKeys

describe('UploadSSHPublicKey', () => {
  it('keeps the key, active, as a line for OpenSSH with the MD5 fingerprint of its bytes', async () => {
    const key = await upload()
    expect(key).toEqual({
      UserName: 'alice',
      SSHPublicKeyId: expect.stringMatching(/^APKA[A-Z2-7]{17}$/),
      Fingerprint: expect.any(String),
      SSHPublicKeyBody: expect.stringMatching(/^ssh-rsa [A-Za-z0-9+/]+={0,2}$/),
      Status: 'Active',
      UploadDate: world.clock.now(),
    })
    const bytes = Buffer.from(key.SSHPublicKeyBody.split(' ')[1] ?? '', 'base64')
    expect(key.Fingerprint.replaceAll(':', '')).toBe(createHash('md5').update(bytes).digest('hex'))
    expect(key.Fingerprint).toMatch(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/)
  })

  it('keeps the comment of a line', async () => {
    const { SSHPublicKeyId, SSHPublicKeyBody } = await upload()
    await world.call('iam:DeleteSSHPublicKey', { UserName: 'alice', SSHPublicKeyId })
    expect(await upload(`${SSHPublicKeyBody} alice@laptop\n`)).toMatchObject({
      SSHPublicKeyBody: `${SSHPublicKeyBody} alice@laptop`,
    })
  })

  it('refuses a key that the user has, in whatever form, but lets another user have it', async () => {
    const body = newRsaPublicKey()
    const { Fingerprint, SSHPublicKeyBody } = await upload(body)
    const message = `SSH public key with fingerprint ${Fingerprint} already exists for user alice.`
    for (const form of [body, SSHPublicKeyBody, `${SSHPublicKeyBody} alice@laptop`]) {
      expect(await refusal(upload(form))).toBe(`DuplicateSSHPublicKey 400: ${message}`)
    }
    await world.call('iam:CreateUser', { UserName: 'bob' })
    expect(await upload(body, 'bob')).toMatchObject({ UserName: 'bob', Fingerprint })
  })

  it('allows five keys per user, inactive ones included', async () => {
    for (let count = 1; count <= 5; count++) {
      const { SSHPublicKeyId } = await upload()
      await world.call('iam:UpdateSSHPublicKey', { UserName: 'alice', SSHPublicKeyId, Status: 'Inactive' })
    }
    expect(await refusal(upload())).toBe('LimitExceeded 409: Cannot exceed quota for SSHPublicKeysPerUser: 5')
  })

  it.each([
    ['text', 'not a key'],
    ['a short key', newRsaPublicKey(1024)],
    ['a key of another type', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f'],
    ['a line that holds another type', `ssh-rsa ${Buffer.from('\0\0\0\x0bssh-ed25519').toString('base64')}`],
    ['a PEM document of another kind', newRsaPublicKey().replaceAll('PUBLIC KEY', 'PRIVATE KEY')],
  ])('refuses %s', async (_what, body) => {
    expect(await refusal(upload(body))).toBe(
      'InvalidPublicKey 400: Invalid public key. An RSA key of at least 2048 bits in ssh-rsa or PEM format is expected.',
    )
    expect(await list()).toEqual([])
  })

  it('needs a user', async () => {
    expect(await refusal(upload(newRsaPublicKey(), 'bob'))).toBe('NoSuchEntity 404: The user with name bob cannot be found.')
  })
})

describe('GetSSHPublicKey', () => {
  it('returns the same key as a line or as PEM', async () => {
    const body = newRsaPublicKey()
    const key = await upload(body)
    expect(await get(key.SSHPublicKeyId, 'SSH')).toEqual(key)
    const { SSHPublicKeyBody, ...rest } = await get(key.SSHPublicKeyId, 'PEM')
    expect(createPublicKey(SSHPublicKeyBody).equals(createPublicKey(body))).toBe(true)
    expect({ ...rest, SSHPublicKeyBody: key.SSHPublicKeyBody }).toEqual(key)
  })
})

describe('ListSSHPublicKeys', () => {
  it('lists the keys of one user without their bodies, oldest first', async () => {
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const older = await upload()
    world.clock.forward(1000)
    const newer = await upload()
    await upload(newRsaPublicKey(), 'bob')
    const now = world.clock.now()
    expect(await list()).toEqual([
      { UserName: 'alice', SSHPublicKeyId: older.SSHPublicKeyId, Status: 'Active', UploadDate: now - 1000 },
      { UserName: 'alice', SSHPublicKeyId: newer.SSHPublicKeyId, Status: 'Active', UploadDate: now },
    ])
  })

  it('without a name lists the keys of the caller, and root has none', async () => {
    await world.call('iam:AttachUserPolicy', { UserName: 'alice', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
    const { SSHPublicKeyId } = await upload()
    expect(await world.call('iam:ListSSHPublicKeys', {}, await world.user('alice'))).toMatchObject({
      SSHPublicKeys: [{ UserName: 'alice', SSHPublicKeyId }],
      IsTruncated: false,
    })
    expect(await world.call('iam:ListSSHPublicKeys')).toEqual({ SSHPublicKeys: [], IsTruncated: false })
  })
})

describe('UpdateSSHPublicKey', () => {
  it('deactivates and activates a key', async () => {
    const { SSHPublicKeyId } = await upload()
    for (const Status of ['Inactive', 'Active', 'Active']) {
      await world.call('iam:UpdateSSHPublicKey', { UserName: 'alice', SSHPublicKeyId, Status })
      expect(await list()).toMatchObject([{ SSHPublicKeyId, Status }])
    }
  })

  it('takes no status that belongs to other credentials', async () => {
    const { SSHPublicKeyId } = await upload()
    const update = world.call('iam:UpdateSSHPublicKey', { UserName: 'alice', SSHPublicKeyId, Status: 'Expired' })
    expect(await refusal(update)).toBe(
      "ValidationError 400: 1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    )
    expect(await list()).toMatchObject([{ Status: 'Active' }])
  })
})

describe('DeleteSSHPublicKey', () => {
  it('deletes the key; until then its user cannot be deleted', async () => {
    const { SSHPublicKeyId } = await upload()
    expect(await refusal(world.call('iam:DeleteUser', { UserName: 'alice' }))).toBe(
      'DeleteConflict 409: Cannot delete entity, must remove referenced objects first.',
    )
    await world.call('iam:DeleteSSHPublicKey', { UserName: 'alice', SSHPublicKeyId })
    expect(await list()).toEqual([])
    await world.call('iam:DeleteUser', { UserName: 'alice' })
  })
})

describe.each([
  ['iam:GetSSHPublicKey', { Encoding: 'SSH' }],
  ['iam:UpdateSSHPublicKey', { Status: 'Inactive' }],
  ['iam:DeleteSSHPublicKey', {}],
])('%s', (action, input) => {
  it('finds only keys of the user that it names', async () => {
    const { SSHPublicKeyId } = await upload()
    await world.call('iam:CreateUser', { UserName: 'bob' })
    const call = (UserName: string, id: string) => refusal(world.call(action, { UserName, SSHPublicKeyId: id, ...input }))
    const absent = (id: string) => `NoSuchEntity 404: The Public Key with id ${id} cannot be found.`
    expect(await call('alice', 'APKAABSENTABSENTABSEN')).toBe(absent('APKAABSENTABSENTABSEN'))
    expect(await call('bob', SSHPublicKeyId)).toBe(absent(SSHPublicKeyId))
    expect(await call('carol', SSHPublicKeyId)).toBe('NoSuchEntity 404: The user with name carol cannot be found.')
    expect(await list()).toMatchObject([{ SSHPublicKeyId, Status: 'Active' }])
  })
})
