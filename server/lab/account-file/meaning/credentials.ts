import { createPrivateKey } from 'node:crypto'
import { mfaArn } from '../../../account/arns.js'
import type { EntityKinds } from '../../../account/entities.js'
import { accountOfAccessKeyId } from '../../../account/ids.js'
import { QUOTA } from '../../../account/quotas.js'
import { fingerprintOf } from '../../../credentials/ssh-rsa-key.js'
import { STEP_SECONDS } from '../../../credentials/totp.js'
import { SERVICES } from '../../../iam/service-specific-credentials.js'
import { parsedCertificate } from '../../../iam/signing-certificates.js'
import { parsedKey } from '../../../iam/ssh-public-keys.js'
import { MAX_AHEAD_MS } from '../../accounts/forward-clock.js'
import { entityLabel, must, mustFit, mustHaveHappened, mustParse } from './findings.js'
import { mustBeTags } from './policies.js'
import { mustBeUniqueId } from './principals.js'
import type { Seen } from './seen.js'

const EMAIL = /^[^\s@]+@[^\s@]+$/
const CONTROL = /[\p{Cc}\p{Cf}\p{Cs}]/u
/** 32 bytes in Base64. */
const SEALING_KEY = /^[A-Za-z0-9+/]{43}=$/
const SECRET_ACCESS_KEY = /^[A-Za-z0-9+/]{40}$/
const SEED = /^[A-Z2-7]{64}$/
const BASE64URL = /^[\w-]+$/
/** Steps of 30 s: a phone may be weeks off, not years. */
const MAX_DRIFT = 1_000_000
const MAX_STEP = (253_402_300_800_000 + MAX_AHEAD_MS) / (STEP_SECONDS * 1000)

export function account(account: EntityKinds['Account'], seen: Seen): void {
  const what = 'The account'
  must(account.accountId === seen.accountId, what, 'its id is different from the one in the file')
  mustFit(what, { alias: ['accountAliasType', account.alias] })
  const { name, email, clockOffset, rootPassword, rootSessionsFrom, outboundIssuer, outboundKey } = account
  must(name.length >= 1 && name.length <= 50 && !CONTROL.test(name), what, 'its name is not valid')
  must(email.length <= 128 && EMAIL.test(email) && !CONTROL.test(email), what, 'the root email address is not valid')
  must(Math.abs(clockOffset) <= MAX_AHEAD_MS, what, 'its clock is more than ten years off')
  mustHaveHappened(what, seen.now, {
    'creation date': account.createDate,
    'date of the root password': rootPassword.changedAt,
    ...(rootSessionsFrom === undefined ? {} : { 'date of the recovered root password': rootSessionsFrom }),
  })
  must(SEALING_KEY.test(account.sealingKey.reveal()), what, 'its sealing key does not have 32 bytes')
  must(
    (outboundIssuer === undefined) === (outboundKey === undefined),
    what,
    'its token issuer has an address or a key, but not both',
  )
  if (outboundIssuer === undefined || outboundKey === undefined) return
  must(outboundIssuer.length <= 255 && URL.canParse(outboundIssuer), what, 'the address of its token issuer is not valid')
  must(isPrivateKey(outboundKey.reveal()), what, 'the key of its token issuer is not valid')
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).type === 'private'
  } catch {
    return false
  }
}

export function loginProfile(profile: EntityKinds['LoginProfile'], seen: Seen): void {
  const what = 'A console password'
  seen.wants('user', profile.userId, what)
  mustHaveHappened(what, seen.now, { 'creation date': profile.createDate, 'date of its last change': profile.changedAt })
}

export function passwordPolicy(policy: EntityKinds['AccountPasswordPolicy']): void {
  const { maxPasswordAge, passwordReusePrevention } = policy
  mustFit('The password policy', {
    'minimum length': ['minimumPasswordLengthType', policy.minimumPasswordLength],
    // 0: there is none.
    ...(maxPasswordAge > 0 ? { 'maximum age': ['maxPasswordAgeType', maxPasswordAge] } : {}),
    ...(passwordReusePrevention > 0 ? { 'reuse prevention': ['passwordReusePreventionType', passwordReusePrevention] } : {}),
  })
}

export function accessKey(key: EntityKinds['AccessKey'], seen: Seen): void {
  const what = entityLabel('Access key', key.accessKeyId)
  const own = key.accessKeyId.startsWith('AKIA') && accountOfAccessKeyId(key.accessKeyId) === seen.accountId
  must(own, what, 'its id does not belong to the account')
  must(SECRET_ACCESS_KEY.test(key.secret.reveal()), what, 'its secret does not have 40 characters')
  seen.wants('owner', key.ownerId, what)
  seen.quota(`AccessKey of ${key.ownerId}`, QUOTA.AccessKeysPerUser, what, 'its owner has more than two keys')
  mustHaveHappened(what, seen.now, { 'creation date': key.createDate, 'date of its status': key.statusDate })
}

export function virtualMfaDevice(device: EntityKinds['VirtualMFADevice'], seen: Seen): void {
  const what = entityLabel('MFA device', device.name)
  mustFit(what, { name: ['virtualMFADeviceName', device.name], path: ['pathType', device.path] })
  must(
    device.serialNumber === mfaArn(seen.accountId, device.path, device.name),
    what,
    'its serial number does not match its name',
  )
  must(SEED.test(device.seed.reveal()), what, 'its seed does not have 64 Base32 characters')
  must(
    (device.ownerId === undefined) === (device.enableDate === undefined),
    what,
    'it has an owner or an enable date, but not both',
  )
  must(Math.abs(device.drift) <= MAX_DRIFT && (device.lastStep ?? 0) <= MAX_STEP, what, 'its time steps are not valid')
  mustHaveHappened(what, seen.now, { 'creation date': device.createDate, 'date of its assignment': device.enableDate })
  if (device.ownerId !== undefined) mfaOwner(what, device.ownerId, seen)
  mustBeTags('VirtualMFADevice', what, device.tags)
}

export function passkey(passkey: EntityKinds['Passkey'], seen: Seen): void {
  const what = entityLabel('Passkey', passkey.serialNumber)
  const { serialNumber, credentialId, publicKey, transports } = passkey
  mustFit(what, { 'serial number': ['serialNumberType', serialNumber] })
  const own = serialNumber.startsWith(`arn:aws:iam::${seen.accountId}:u2f/`)
  must(own, what, 'its serial number does not belong to the account')
  must(BASE64URL.test(credentialId) && credentialId.length <= 2_000, what, 'its credential id is not valid')
  must(BASE64URL.test(publicKey) && publicKey.length <= 4_000, what, 'its public key is not valid')
  must(transports.length <= 10 && transports.every((one) => /^[\w-]{1,32}$/.test(one)), what, 'its transports are not valid')
  seen.id('passkey credential', credentialId, what)
  mustHaveHappened(what, seen.now, { 'date of its assignment': passkey.enableDate })
  mfaOwner(what, passkey.ownerId, seen)
}

function mfaOwner(what: string, ownerId: string, seen: Seen): void {
  seen.wants('owner', ownerId, what)
  seen.quota(`MFA device of ${ownerId}`, QUOTA.MFADevicesPerUser, what, 'its owner has more than eight devices')
}

export function signingCertificate(certificate: EntityKinds['SigningCertificate'], seen: Seen): void {
  const { certificateId: id, ownerId, body, fingerprint } = certificate
  const what = entityLabel('Signing certificate', id)
  mustFit(what, { id: ['certificateIdType', id], text: ['certificateBodyType', body] })
  mustParse(what, () => {
    const its = parsedCertificate(body).fingerprint256.replaceAll(':', '').toLowerCase()
    must(its === fingerprint, what, 'its fingerprint does not match its text')
  })
  seen.id('fingerprint', fingerprint, what)
  seen.wants('owner', ownerId, what)
  const most = QUOTA.SigningCertificatesPerUser
  seen.quota(`SigningCertificate of ${ownerId}`, most, what, 'its owner has more than two certificates')
  mustHaveHappened(what, seen.now, { 'upload date': certificate.uploadDate, 'date of its status': certificate.statusDate })
}

/** Source: IAM User Guide, "IAM and STS quotas". */
const SSH_KEYS_PER_USER = 5
const CREDENTIALS_PER_SERVICE = 2

export function sshPublicKey(key: EntityKinds['SSHPublicKey'], seen: Seen): void {
  const what = entityLabel('SSH key', key.sshPublicKeyId)
  mustBeUniqueId(what, 'APKA', key.sshPublicKeyId)
  mustFit(what, { text: ['publicKeyMaterialType', key.body] })
  mustParse(what, () =>
    must(fingerprintOf(parsedKey(key.body)) === key.fingerprint, what, 'its fingerprint does not match its text'),
  )
  seen.wants('user', key.userId, what)
  seen.quota(`SSHPublicKey of ${key.userId}`, SSH_KEYS_PER_USER, what, 'its owner has more than five SSH keys')
  mustHaveHappened(what, seen.now, { 'upload date': key.uploadDate })
}

export function serviceSpecificCredential(credential: EntityKinds['ServiceSpecificCredential'], seen: Seen): void {
  const { serviceSpecificCredentialId: id, userId, serviceName } = credential
  const what = entityLabel('Service-specific credential', id)
  mustBeUniqueId(what, 'ACCA', id)
  must(Object.hasOwn(SERVICES, serviceName), what, 'its service has no credentials of this kind')
  mustFit(what, {
    'user name': ['serviceUserName', credential.serviceUserName],
    alias: ['serviceCredentialAlias', credential.serviceCredentialAlias],
  })
  seen.wants('user', userId, what)
  const most = CREDENTIALS_PER_SERVICE
  seen.quota(`${serviceName} of ${userId}`, most, what, 'its owner has more than two credentials for this service')
  mustHaveHappened(what, seen.now, { 'creation date': credential.createDate })
}
