import { createHash } from 'node:crypto'
import type { Instant } from '../../account/ports.js'
import { ec2Error } from '../../aws/ec2-errors.js'
import { query } from '../../runner/operation.js'
import { systemIn } from '../image-system.js'
import { type Image, imageIn } from '../images.js'
import { INSTANCE_TYPES } from '../instance-types.js'
import { findInstance } from './find-instances.js'
import { bootedAt, type Instance, isPresent, stateOf } from './lifecycle.js'
import { onInstance } from './needs.js'
import { privateDnsName } from './network-names.js'

/**
 * Returns what an instance printed when it started. It shows the fingerprint of its SSH host key, by which the first
 * connection can be checked. Nothing is there while the instance is pending or once it is terminated.
 * Errors: InvalidInstanceID.NotFound, UnsupportedOperation.
 * @differs All instances of this server have one host key, that of its SSH host.
 * Source: EC2 API Reference, "GetConsoleOutput"; cloud-init, "SSH" and "Keys to console".
 */
export const GetConsoleOutput = query('ec2', 'GetConsoleOutput', {
  needs: ({ account, request, input, now }) => onInstance(account, request.region, input.InstanceId, now),
  prepare: ({ sshHostKeyFingerprint }) => sshHostKeyFingerprint(),
  handle({ account, request, input, now, prepared: hostKey }) {
    const instance = findInstance(account, request.region, input.InstanceId, now)
    if (input.Latest && INSTANCE_TYPES.get(instance.instanceType)?.hypervisor !== 'nitro') {
      throw ec2Error(
        'UnsupportedOperation',
        'This instance type does not support retrieving the latest console logs. Only instances on the AWS Nitro System support this.',
      )
    }
    const image = imageIn(instance.region, instance.imageId)
    const output =
      isPresent(instance) && stateOf(instance, now) !== 'pending' && image ? bootText(instance, image, hostKey) : ''
    return {
      InstanceId: instance.instanceId,
      Timestamp: bootedAt(instance),
      ...(output === '' ? {} : { Output: Buffer.from(output).toString('base64') }),
    }
  },
})

function bootText(instance: Instance, image: Image, hostKey: string | undefined): string {
  const { name: os, kernel } = systemIn(image)
  const at = bootedAt(instance)
  const host = privateDnsName(instance.region, instance.privateIpAddress)
  const machine = image.architecture === 'arm64' ? 'aarch64' : 'x86_64'
  const lines = [
    `[    0.000000] Linux version ${kernel}.${machine}`,
    `[    0.000000] DMI: Amazon EC2 ${instance.instanceType}/, BIOS 1.0 10/16/2017`,
    `[    1.204511] systemd[1]: Hostname set to <${host}>.`,
    `[    2.017733] cloud-init[1021]: Cloud-init running 'init' at ${httpDate(at)}. Up 2.01 seconds.`,
    ...authorizedKeyLines(instance, image),
    ...(hostKey === undefined ? [] : hostKeyLines(hostKey, host, at)),
    `[    2.894120] cloud-init[1187]: Cloud-init finished at ${httpDate(at)}. Datasource DataSourceEc2. Up 2.89 seconds`,
    '',
    os,
    `Kernel ${kernel}.${machine} on an ${machine}`,
    '',
    `${host.slice(0, host.indexOf('.'))} login: `,
  ]
  return lines.join('\r\n')
}

const httpDate = (at: Instant): string => new Date(at).toUTCString().replace('GMT', '+0000')

/** The SHA-256 of the key that cloud-init wrote, in hexadecimal. */
function authorizedKeyLines({ publicKey, keyName }: Instance, { userName }: Image): string[] {
  const [type = '', blob = ''] = publicKey?.split(' ') ?? []
  if (blob === '') return [`ci-info: no authorized SSH keys fingerprints found for user ${userName}.`]
  const digest = createHash('sha256').update(Buffer.from(blob, 'base64')).digest('hex').match(/../g)?.join(':') ?? ''
  return [
    `ci-info: Authorized keys from /home/${userName}/.ssh/authorized_keys for user ${userName}`,
    `ci-info: | ${type} | ${digest} | - | ${keyName} |`,
  ]
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const RULE = '#'.repeat(61)

function hostKeyLines(fingerprint: string, host: string, at: Instant): string[] {
  const date = new Date(at)
  const day = String(date.getUTCDate()).padStart(2)
  const prefix = `<14>${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 19)} cloud-init: `
  return [
    RULE,
    '-----BEGIN SSH HOST KEY FINGERPRINTS-----',
    `256 ${fingerprint} root@${host} (ED25519)`,
    '-----END SSH HOST KEY FINGERPRINTS-----',
    RULE,
  ].map((line) => prefix + line)
}
