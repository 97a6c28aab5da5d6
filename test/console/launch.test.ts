import { DescribeImagesCommand, DescribeSecurityGroupsCommand, EC2Client } from '@aws-sdk/client-ec2'
import { describe, expect, it } from 'vitest'
import { sshCommand, userOf } from '../../client/console/instances/ssh-command.js'
import { isKeyPairName } from '../../client/console/key-pairs/key-pair-name.js'
import { isPrivateKey } from '../../client/console/key-pairs/public-key-field.js'
import {
  FIRST,
  isReady,
  launchInstances,
  type MadeGroup,
  newGroupName,
  WITHOUT_KEY_PAIR,
} from '../../client/console/launch-instance/launch.js'
import { newAccount, startServer } from '../support/server.js'

describe('the launch page', () => {
  it('waits for an image, a decision about the key pair, a count, and a way in', () => {
    const complete = { ...FIRST, imageId: 'ami-1', keyName: 'web' }
    expect(isReady(complete)).toBe(true)
    expect(isReady({ ...complete, keyName: WITHOUT_KEY_PAIR })).toBe(true)
    expect(isReady({ ...complete, sshFrom: undefined })).toBe(true)
    for (const missing of [{ imageId: '' }, { keyName: '' }, { count: '0' }, { count: '1.5' }, { sshFrom: '' }]) {
      expect(isReady({ ...complete, ...missing })).toBe(false)
    }
    expect(isReady({ ...complete, firewall: 'existing' })).toBe(false)
    expect(isReady({ ...complete, firewall: 'existing', groupIds: ['sg-1'] })).toBe(true)
  })

  it('names its security group as no other is named, and means no key pair by no key pair’s name', () => {
    expect(newGroupName([])).toBe('launch-wizard-1')
    expect(newGroupName(['default', 'launch-wizard-1', 'launch-wizard-3'])).toBe('launch-wizard-2')
    expect(isKeyPairName(WITHOUT_KEY_PAIR)).toBe(false)
  })

  it('goes on after a refusal with the group that it made, open to what the form says now and to nothing else', async () => {
    const app = await startServer()
    const { credentials } = await newAccount(app.url)
    const ec2 = new EC2Client({ endpoint: app.url, region: 'us-east-1', credentials, maxAttempts: 1 })
    const { Images: [image] = [] } = await ec2.send(new DescribeImagesCommand({}))
    const wanted = { ...FIRST, imageId: image?.ImageId ?? '', keyName: 'absent' }
    const made: MadeGroup = {}
    const sources = async () => {
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [made.id ?? ''] }))
      return SecurityGroups[0]?.IpPermissions?.flatMap(({ IpRanges = [] }) => IpRanges.map(({ CidrIp }) => CidrIp))
    }
    const launch = (more: object) => launchInstances(ec2, { ...wanted, ...more }, 'launch-wizard-1', made)
    try {
      await expect(launch({})).rejects.toThrow('does not exist')
      expect(await sources()).toEqual(['0.0.0.0/0'])
      await expect(launch({ sshFrom: '203.0.113.0/24' })).rejects.toThrow('does not exist')
      expect(await sources()).toEqual(['203.0.113.0/24'])
      expect(await launch({ sshFrom: undefined, keyName: WITHOUT_KEY_PAIR })).toHaveLength(1)
      expect(await sources()).toEqual([])
      expect(made.name).toBe('launch-wizard-1')
    } finally {
      ec2.destroy()
      await app.close()
    }
  })
})

describe('the names of key pairs', () => {
  it.each(['web', 'a b', '~', 'x'.repeat(255)])('can be %j', (name) => expect(isKeyPairName(name)).toBe(true))
  it.each(['', ' web', 'web ', 'wéb', 'x'.repeat(256)])('can’t be %j', (name) => expect(isKeyPairName(name)).toBe(false))
})

it.each([
  ['-----BEGIN OPENSSH PRIVATE KEY-----\nabc', true],
  ['-----BEGIN RSA PRIVATE KEY-----', true],
  ['-----BEGIN PRIVATE KEY-----', true],
  ['PuTTY-User-Key-File-3: ssh-rsa', true],
  ['ssh-ed25519 AAAA me@laptop', false],
  ['---- BEGIN SSH2 PUBLIC KEY ----', false],
])('%j is a private key: %j', (text, expected) => expect(isPrivateKey(text)).toBe(expected))

it('connects as the user of the image, to the instance that the user’s name says', () => {
  const wanted = { file: 'k.pem', port: 4622, instanceId: 'i-0abc', user: userOf(undefined) }
  expect(sshCommand({ ...wanted, host: '127.0.0.1' })).toBe('ssh -i "k.pem" -p 4622 ec2-user+i-0abc@127.0.0.1')
  expect(sshCommand({ ...wanted, host: '[::1]' })).toBe('ssh -i "k.pem" -p 4622 ec2-user+i-0abc@::1')
  expect(userOf({ Name: 'ubuntu/images/hvm-ssd-gp3/x' })).toBe('ubuntu')
})
