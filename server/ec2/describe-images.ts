import type { Image as ImageShape } from '../aws/model/ec2.types.js'
import { describe } from './describe.js'
import { type Image, imageNotFound, imagesIn } from './images.js'
import { ROOT_GIB } from './instances/launch.js'

const OWNER_ALIAS = 'amazon'

const locationOf = ({ name }: Image): string => `${OWNER_ALIAS}/${name}`

const shapeOf = (image: Image): ImageShape => ({
  Architecture: image.architecture,
  CreationDate: image.creationDate,
  ImageId: image.imageId,
  ImageLocation: locationOf(image),
  ImageType: 'machine',
  Public: true,
  OwnerId: image.ownerId,
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  State: 'available',
  BlockDeviceMappings: [
    {
      DeviceName: image.rootDeviceName,
      Ebs: {
        DeleteOnTermination: true,
        SnapshotId: image.snapshotId,
        VolumeSize: ROOT_GIB,
        VolumeType: image.volumeType,
        Encrypted: false,
      },
    },
  ],
  Description: image.description,
  EnaSupport: true,
  Hypervisor: 'xen',
  ImageOwnerAlias: OWNER_ALIAS,
  Name: image.name,
  RootDeviceName: image.rootDeviceName,
  RootDeviceType: 'ebs',
  VirtualizationType: 'hvm',
  ...(image.bootMode ? { BootMode: image.bootMode } : {}),
  ...(image.imdsSupport ? { ImdsSupport: image.imdsSupport } : {}),
})

/**
 * Lists the images that can be launched: Amazon Linux 2023 and 2, Ubuntu 24.04 and 22.04, each for Intel and for Graviton.
 * Errors: InvalidAMIID.NotFound, InvalidAMIID.Malformed.
 * @differs There are eight images, which are never deprecated, and their ids are this server's own.
 * Source: EC2 API Reference, "DescribeImages"; recorded replies.
 */
export const DescribeImages = describe('DescribeImages', {
  member: 'Images',
  items: ({ request }) => imagesIn(request.region),
  key: ({ imageId }) => imageId,
  named: [{ member: 'ImageIds', set: 'imagesSet', of: ({ imageId }) => imageId, missing: imageNotFound }],
  filters: {
    values: {
      architecture: ({ architecture }) => architecture,
      'block-device-mapping.delete-on-termination': () => true,
      'block-device-mapping.device-name': ({ rootDeviceName }) => rootDeviceName,
      'block-device-mapping.encrypted': () => false,
      'block-device-mapping.snapshot-id': ({ snapshotId }) => snapshotId,
      'block-device-mapping.volume-size': () => ROOT_GIB,
      'block-device-mapping.volume-type': ({ volumeType }) => volumeType,
      'creation-date': ({ creationDate }) => creationDate,
      description: ({ description }) => description,
      'ena-support': () => true,
      hypervisor: () => 'xen',
      'image-id': ({ imageId }) => imageId,
      'image-type': () => 'machine',
      'is-public': () => true,
      'manifest-location': locationOf,
      name: ({ name }) => name,
      'owner-alias': () => OWNER_ALIAS,
      'owner-id': ({ ownerId }) => ownerId,
      platform: () => undefined,
      'root-device-name': ({ rootDeviceName }) => rootDeviceName,
      'root-device-type': () => 'ebs',
      state: () => 'available',
      'virtualization-type': () => 'hvm',
    },
    tags: () => [],
  },
  keep: ({ ownerId }, { account: { accountId }, input: { Owners: owners = [], ExecutableUsers: users = [] } }) =>
    (owners.length === 0 ||
      owners.some((owner) => owner === OWNER_ALIAS || (owner === 'self' ? accountId : owner) === ownerId)) &&
    (users.length === 0 || users.includes('all')),
  shown: shapeOf,
})
