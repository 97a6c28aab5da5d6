import type { KeptEntry } from '../../shell/files.js'
import type { Login } from '../../shell/login.js'
import { hostNameOf, type MachineFacts, systemOf } from './facts.js'

const UID = 1000
const encoder = new TextEncoder()

/** The files under /etc and /var that the image brings and nobody keeps: they are there anew for each command. */
export function systemFiles(facts: MachineFacts, { user, home }: Login): KeptEntry[] {
  const { comment, groups, osRelease } = systemOf(facts)
  const nologin = '/sbin/nologin'
  const passwd = [
    'root:x:0:0:root:/root:/bin/bash',
    `bin:x:1:1:bin:/bin:${nologin}`,
    `daemon:x:2:2:daemon:/sbin:${nologin}`,
    `nobody:x:65534:65534:Kernel Overflow User:/:${nologin}`,
    `systemd-network:x:192:192:systemd Network Management:/:${nologin}`,
    `sshd:x:74:74:Privilege-separated SSH:/usr/share/empty.sshd:${nologin}`,
    `${user}:x:${UID}:${UID}:${comment}:${home}:/bin/bash`,
  ]
  const group = ['root:x:0:', ...groups.map(([name, id]) => `${name}:x:${id}:${user}`), `${user}:x:${UID}:`]
  const texts: Record<string, string> = {
    '/etc/group': lines(group),
    '/etc/hostname': lines([hostNameOf(facts)]),
    '/etc/hosts': lines(['127.0.0.1   localhost localhost.localdomain', '::1         localhost6 localhost6.localdomain6']),
    '/etc/os-release': osRelease,
    '/etc/passwd': lines(passwd),
    '/etc/resolv.conf': lines(['nameserver 172.31.0.2', 'search ec2.internal']),
  }
  return [
    ...['/etc', '/root', '/var', '/var/log'].map((path): KeptEntry => ({ path, type: 'folder', mode: 0o755 })),
    ...Object.entries(texts).map(
      ([path, text]): KeptEntry => ({
        ...{ path, type: 'file', content: encoder.encode(text), mode: 0o644, mtime: facts.bootedAt },
      }),
    ),
  ]
}

const lines = (texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('')

/** What an instance keeps from its launch on: the home folder with the public key of its key pair, if it has one. */
export function firstFiles(home: string, authorizedKeys: string | undefined, launchedAt: number): KeptEntry[] {
  const folders: KeptEntry[] = [
    { path: home, type: 'folder', mode: 0o700 },
    { path: `${home}/.ssh`, type: 'folder', mode: 0o700 },
  ]
  if (authorizedKeys === undefined) return folders
  const content = encoder.encode(authorizedKeys)
  return [...folders, { path: `${home}/.ssh/authorized_keys`, type: 'file', content, mode: 0o600, mtime: launchedAt }]
}
