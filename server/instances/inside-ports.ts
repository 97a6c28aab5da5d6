import { publicAddressOf } from '../ec2/instances/lifecycle.js'
import { shownPath } from '../ec2/metadata/metadata.js'
import type { ShellServices } from '../instance-shell/instance-shell.js'
import type { MachineFacts } from '../instance-shell/machine/facts.js'
import { plainRequestOf, rawOf, responseOf } from '../instance-shell/ports.js'
import type { PortRequest, PortResponse } from '../instance-shell/protocol.js'
import { portAt } from '../instance-shell/reach.js'
import { METADATA_USER_AGENT } from '../shell/aws/metadata.js'
import type { Wire } from '../wire/wire.js'
import { LINK_PREVIEW_AGENT, linkPreview } from './link-preview.js'
import { metadataFacts } from './metadata-facts.js'
import type { MetadataRead, MetadataReads } from './metadata-reads.js'
import type { MetadataService } from './metadata-service.js'
import type { OpenInstance } from './open-instances.js'

export interface InsidePortServices {
  metadata: MetadataService
  metadataReads: MetadataReads
  send: Wire['send']
}

export interface Inside {
  facts: MachineFacts
  /** As it stands now. */
  newest(): Promise<OpenInstance>
}

/** A page that fetches itself waits for itself. */
const MOST_NESTED = 3

/** What programs on an instance reach: AWS, the instance's own metadata service, and the page that it serves. */
export function insidePorts(inside: Inside, services: InsidePortServices): Pick<ShellServices, 'aws' | 'metadata' | 'page'> {
  /** A call comes from the instance's public address, as through the VPC's internet gateway, or from its private one. */
  async function aws(request: PortRequest): Promise<PortResponse> {
    const { instance, now } = await inside.newest()
    const address = publicAddressOf(instance, now) ?? instance.privateIpAddress
    return responseOf(await services.send(rawOf(request), address))
  }

  /** A loop asks many times: each time the instance is looked at anew, with the role that it has by now. */
  async function metadata(request: PortRequest, via: MetadataRead['via'] = 'curl'): Promise<PortResponse> {
    const opened = await inside.newest()
    const plain = plainRequestOf(request)
    const answer = services.metadata.answer(plain, opened)
    if (plain.headers['user-agent'] !== METADATA_USER_AGENT) {
      const path = shownPath(plain, metadataFacts(opened))
      await services.metadataReads.leave({ opened, request: plain, path, answer, via })
    }
    return responseOf(answer)
  }

  const page = (request: PortRequest, nested = 0): Promise<PortResponse> =>
    linkPreview(plainRequestOf(request), (url) => fetchAddress(url, nested)).then(responseOf)

  /** Nothing of the visitor's request goes along but the address. */
  async function fetchAddress(url: URL, nested: number): Promise<PortResponse | undefined> {
    const headers: PortRequest['headers'] = [['user-agent', LINK_PREVIEW_AGENT]]
    const request = { method: 'GET', url: url.href, headers, body: undefined }
    const port = portAt(url, inside.facts)
    if (port === 'metadata') return metadata(request, 'page')
    return port === 'page' && nested < MOST_NESTED ? page(request, nested + 1) : undefined
  }

  return { aws, metadata: (request) => metadata(request), page: (request) => page(request) }
}
