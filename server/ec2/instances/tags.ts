import type { AccountView, Draft } from '../../account/account.js'
import type { Tag } from '../../account/entities.js'
import { notFound } from '../not-found.js'
import { getInRegion, inRegion } from '../regional.js'
import type { Taggable } from '../taggable.js'
import { instancesMissing } from './find-instances.js'
import { type Instance, isPresent } from './lifecycle.js'
import { checkMetadataTagKeys } from './metadata-tag-keys.js'
import { instanceContext } from './needs.js'

const of = (account: AccountView, region: string): Instance[] => inRegion(account, 'Instance', region).filter(isPresent)

const withPart = (account: AccountView, region: string, id: string): Instance | undefined =>
  account.where('Instance', 'part', id).find((instance) => instance.region === region && isPresent(instance))

export const instanceTags: Taggable = {
  type: 'instance',
  prefix: 'i',
  all: (account, region) => of(account, region).map(({ instanceId, tags }) => ({ id: instanceId, tags })),
  find(account, region, id) {
    const instance = getInRegion(account, 'Instance', region, id)
    if (!instance || !isPresent(instance)) return undefined
    return {
      tags: instance.tags,
      keys: instanceContext(account, instance),
      put(draft, tags) {
        if (instance.metadataOptions.instanceMetadataTags === 'enabled') checkMetadataTagKeys(tags)
        draft.put('Instance', { ...(draft.get('Instance', id) ?? instance), tags })
      },
    }
  },
  missing: (id) => instancesMissing([id]),
}

export const volumeTags: Taggable = {
  type: 'volume',
  prefix: 'vol',
  all: (account, region) =>
    of(account, region).flatMap(({ volumes }) => volumes.map(({ volumeId, tags }) => ({ id: volumeId, tags }))),
  find(account, region, id) {
    const instance = withPart(account, region, id)
    const volume = instance?.volumes.find(({ volumeId }) => volumeId === id)
    return (
      instance && volume && { tags: volume.tags, put: (draft, tags) => putVolumeTags(draft, instance.instanceId, id, tags) }
    )
  },
  missing: (id) => notFound('InvalidVolume.NotFound', 'volume', [id]),
}

/** The instance as it is in the draft: another of its volumes may have been tagged by the same call. */
function putVolumeTags(draft: Draft, instanceId: string, id: string, tags: readonly Tag[]): void {
  const instance = draft.get('Instance', instanceId)
  if (!instance) return
  const volumes = instance.volumes.map((volume) => (volume.volumeId === id ? { ...volume, tags } : volume))
  draft.put('Instance', { ...instance, volumes })
}

export const networkInterfaceTags: Taggable = {
  type: 'network-interface',
  prefix: 'eni',
  all: (account, region) =>
    of(account, region).map(({ networkInterface: { networkInterfaceId, tags } }) => ({ id: networkInterfaceId, tags })),
  find(account, region, id) {
    const instance = withPart(account, region, id)
    return (
      instance && {
        tags: instance.networkInterface.tags,
        put(draft, tags) {
          const present = draft.get('Instance', instance.instanceId) ?? instance
          draft.put('Instance', { ...present, networkInterface: { ...present.networkInterface, tags } })
        },
      }
    )
  },
  missing: (id) => notFound('InvalidNetworkInterfaceID.NotFound', 'networkInterface ID', [id]),
}
