/** What a shell tells of the instance that it runs on. Times are on the account's clock, in milliseconds. */
export interface MachineFacts {
  system: SystemName
  architecture: 'x86_64' | 'arm64'
  /** `t3.micro` */
  instanceType: string
  /** Of processors, and of memory in MiB. */
  processors: number
  memoryMiB: number
  diskGiB: number
  privateIp: string
  /** `ip-172-31-5-9.ec2.internal` */
  privateDnsName: string
  bootedAt: number
  /** Its page of link previews runs. */
  linkPreview?: boolean
  /** Newest first; the first of them is this one. */
  logins: readonly LoginRecord[]
}

export interface LoginRecord {
  user: string
  from: string
  at: number
  /** Undefined: still there. */
  until: number | undefined
}

/** What is different between the systems that an image may have. */
export interface System {
  /** `Amazon Linux 2023` */
  name: string
  /** Of the image's own user. */
  comment: string
  /** The groups of the image's own user, besides its own. */
  groups: readonly (readonly [name: string, id: number])[]
  osRelease: string
  kernel: string
  /** `#1 SMP …` */
  kernelVersion: string
  /** `uname -n` and `hostname`: the name with its domain. */
  longHostName: boolean
  fileSystem: string
  /** In MiB, of the image as it was launched. */
  usedMiB: number
}

const AMAZON_LINUX = `NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PLATFORM_ID="platform:al2023"
PRETTY_NAME="Amazon Linux 2023"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2023"
HOME_URL="https://aws.amazon.com/linux/amazon-linux-2023/"
DOCUMENTATION_URL="https://docs.aws.amazon.com/linux/"
SUPPORT_URL="https://aws.amazon.com/premiumsupport/"
BUG_REPORT_URL="https://github.com/amazonlinux/amazon-linux-2023"
VENDOR_NAME="AWS"
VENDOR_URL="https://aws.amazon.com/"
`
const AMAZON_LINUX_2 = `NAME="Amazon Linux"
VERSION="2"
ID="amzn"
ID_LIKE="centos rhel fedora"
VERSION_ID="2"
PRETTY_NAME="Amazon Linux 2"
ANSI_COLOR="0;33"
CPE_NAME="cpe:2.3:o:amazon:amazon_linux:2"
HOME_URL="https://amazonlinux.com/"
`
const ubuntu = (release: string, version: string, name: string) => {
  const codename = name.replace(/ .*$/, '').toLowerCase()
  return `PRETTY_NAME="Ubuntu ${version} LTS"
NAME="Ubuntu"
VERSION_ID="${release}"
VERSION="${version} LTS (${name})"
VERSION_CODENAME=${codename}
ID=ubuntu
ID_LIKE=debian
HOME_URL="https://www.ubuntu.com/"
SUPPORT_URL="https://help.ubuntu.com/"
BUG_REPORT_URL="https://bugs.launchpad.net/ubuntu/"
PRIVACY_POLICY_URL="https://www.ubuntu.com/legal/terms-and-policies/privacy-policy"
UBUNTU_CODENAME=${codename}
LOGO=ubuntu-logo
`
}

const AMAZON_GROUPS = [
  ['adm', 4],
  ['wheel', 10],
  ['systemd-journal', 190],
] as const
const UBUNTU_GROUPS = [
  ['adm', 4],
  ['cdrom', 24],
  ['sudo', 27],
  ['dip', 30],
  ['lxd', 105],
] as const

/** Source: what the images themselves say. */
export const SYSTEMS = {
  'amazon-linux-2023': {
    name: 'Amazon Linux 2023',
    ...{ comment: 'EC2 Default User', groups: AMAZON_GROUPS, osRelease: AMAZON_LINUX },
    ...{ kernel: '6.18.8-9.213.amzn2023', kernelVersion: '#1 SMP PREEMPT_DYNAMIC' },
    ...{ longHostName: true, fileSystem: 'xfs', usedMiB: 1640 },
  },
  'amazon-linux-2': {
    name: 'Amazon Linux 2',
    ...{ comment: 'EC2 Default User', groups: AMAZON_GROUPS, osRelease: AMAZON_LINUX_2 },
    ...{ kernel: '5.10.245-245.983.amzn2', kernelVersion: '#1 SMP' },
    ...{ longHostName: true, fileSystem: 'xfs', usedMiB: 1790 },
  },
  'ubuntu-24.04': {
    name: 'Ubuntu 24.04.1 LTS',
    ...{ comment: 'Ubuntu', groups: UBUNTU_GROUPS, osRelease: ubuntu('24.04', '24.04.1', 'Noble Numbat') },
    ...{ kernel: '6.8.0-1021-aws', kernelVersion: '#23-Ubuntu SMP' },
    ...{ longHostName: false, fileSystem: 'ext4', usedMiB: 1870 },
  },
  'ubuntu-22.04': {
    name: 'Ubuntu 22.04.5 LTS',
    ...{ comment: 'Ubuntu', groups: UBUNTU_GROUPS, osRelease: ubuntu('22.04', '22.04.5', 'Jammy Jellyfish') },
    ...{ kernel: '6.8.0-1015-aws', kernelVersion: '#16~22.04.1-Ubuntu SMP' },
    ...{ longHostName: false, fileSystem: 'ext4', usedMiB: 1720 },
  },
} as const satisfies Record<string, System>
export type SystemName = keyof typeof SYSTEMS

export const systemOf = ({ system }: MachineFacts): System => SYSTEMS[system]

/** As `uname -m` says it. */
export const machineName = ({ architecture }: MachineFacts): string => (architecture === 'arm64' ? 'aarch64' : architecture)

export const hostNameOf = (facts: MachineFacts): string =>
  systemOf(facts).longHostName ? facts.privateDnsName : shortHostName(facts)

export const shortHostName = ({ privateDnsName }: MachineFacts): string => privateDnsName.replace(/\..*$/, '')
