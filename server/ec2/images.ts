import type { AwsError } from '../aws/aws-error.js'
import { ec2Error } from '../aws/ec2-errors.js'
import { derivedId } from './derived-ids.js'

/** An Amazon Machine Image as its owner publishes it. Each Region has its own id of it. */
export interface Image {
  imageId: string
  name: string
  description: string
  ownerId: string
  /** ISO 8601 in UTC, with milliseconds. */
  creationDate: string
  architecture: 'x86_64' | 'arm64'
  /** The user whose `authorized_keys` gets the key pair. */
  userName: 'ec2-user' | 'ubuntu'
  rootDeviceName: string
  /** Of its root volume. */
  snapshotId: string
  volumeType: 'gp2' | 'gp3'
  bootMode?: 'uefi' | 'uefi-preferred'
  /** Instances of it require session tokens of the metadata service, unless the launch says otherwise. */
  imdsSupport?: 'v2.0'
}

/** The ids are each Region's own. */
type Published = Omit<Image, 'imageId' | 'snapshotId'>

const AMAZON = '137112412989'
const CANONICAL = '099720109477'

const amazonLinux2023 = (architecture: Image['architecture']): Published => ({
  name: `al2023-ami-2023.11.20260427.1-kernel-6.18-${architecture}`,
  description: `Amazon Linux 2023 AMI 2023.11.20260427.1 ${architecture} HVM kernel-6.18`,
  ownerId: AMAZON,
  creationDate: '2026-04-28T21:04:11.000Z',
  architecture,
  userName: 'ec2-user',
  rootDeviceName: '/dev/xvda',
  volumeType: 'gp3',
  bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
  imdsSupport: 'v2.0',
})

const amazonLinux2 = (architecture: Image['architecture']): Published => ({
  name: `amzn2-ami-kernel-5.10-hvm-2.0.20260427.1-${architecture}-gp2`,
  description: `Amazon Linux 2 ${architecture === 'arm64' ? 'LTS Arm64 ' : ''}Kernel 5.10 AMI 2.0.20260427.1 ${architecture} HVM gp2`,
  ownerId: AMAZON,
  creationDate: '2026-04-28T19:38:52.000Z',
  architecture,
  userName: 'ec2-user',
  rootDeviceName: '/dev/xvda',
  volumeType: 'gp2',
  ...(architecture === 'arm64' ? { bootMode: 'uefi' } : {}),
})

const UBUNTU = {
  noble: {
    version: '24.04',
    folder: 'hvm-ssd-gp3',
    date: '20250115',
    volumeType: 'gp3',
    createdAt: '2025-01-15T20:02:33.000Z',
  },
  jammy: { version: '22.04', folder: 'hvm-ssd', date: '20240927', volumeType: 'gp2', createdAt: '2024-09-27T03:43:31.000Z' },
} as const

function ubuntu(codename: keyof typeof UBUNTU, architecture: Image['architecture']): Published {
  const { version, folder, date, volumeType, createdAt } = UBUNTU[codename]
  const processor = architecture === 'arm64' ? 'arm64' : 'amd64'
  return {
    name: `ubuntu/images/${folder}/ubuntu-${codename}-${version}-${processor}-server-${date}`,
    description: `Canonical, Ubuntu, ${version}, ${processor} ${codename} image`,
    ownerId: CANONICAL,
    creationDate: createdAt,
    architecture,
    userName: 'ubuntu',
    rootDeviceName: '/dev/sda1',
    volumeType,
    bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
  }
}

const PUBLISHED: readonly Published[] = [
  amazonLinux2023('x86_64'),
  amazonLinux2023('arm64'),
  amazonLinux2('x86_64'),
  amazonLinux2('arm64'),
  ubuntu('noble', 'x86_64'),
  ubuntu('noble', 'arm64'),
  ubuntu('jammy', 'x86_64'),
  ubuntu('jammy', 'arm64'),
]

/** The public images of a Region, the console's first choice first. */
export const imagesIn = (region: string): Image[] =>
  PUBLISHED.map((image) => ({
    imageId: derivedId('ami', region, image.name),
    snapshotId: derivedId('snap', region, image.name),
    ...image,
  }))

export const imageIn = (region: string, imageId: string): Image | undefined =>
  imagesIn(region).find((image) => image.imageId === imageId)

/** Source: recorded replies. */
export const imageNotFound = (ids: readonly string[]): AwsError =>
  ec2Error(
    'InvalidAMIID.NotFound',
    ids.length === 1 ? `The image id '[${ids[0]}]' does not exist` : `The image ids '[${ids.join(', ')}]' do not exist`,
  )
