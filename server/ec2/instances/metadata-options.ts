import { operation } from '../../runner/operation.js'
import { metadataShape } from './describe-instance.js'
import { findInstance } from './find-instances.js'
import { checkHopLimit } from './launch-checks.js'
import { incorrectInstanceState, isPresent } from './lifecycle.js'
import { checkMetadataTagKeys } from './metadata-tag-keys.js'
import { onInstance } from './needs.js'

/**
 * Changes how an instance answers at its metadata service; what isn't given stays. The new options count at once.
 * Errors: InvalidInstanceID.NotFound, IncorrectInstanceState, InvalidParameterValue.
 * Source: EC2 API Reference, "ModifyInstanceMetadataOptions"; recorded replies.
 */
export const ModifyInstanceMetadataOptions = operation('ec2', 'ModifyInstanceMetadataOptions', {
  check({ input }) {
    checkHopLimit(input.HttpPutResponseHopLimit ?? 1)
  },
  needs({ account, request, input, now }) {
    const { HttpEndpoint, HttpPutResponseHopLimit: hops, HttpTokens } = input
    return onInstance(account, request.region, input.InstanceId, now, {
      ...(HttpEndpoint === undefined ? {} : { 'ec2:Attribute/HttpEndpoint': HttpEndpoint }),
      ...(hops === undefined ? {} : { 'ec2:Attribute/HttpPutResponseHopLimit': String(hops) }),
      ...(HttpTokens === undefined ? {} : { 'ec2:Attribute/HttpTokens': HttpTokens }),
    })
  },
  handle({ account, request, input, now }) {
    const instance = findInstance(account, request.region, input.InstanceId, now)
    if (!isPresent(instance)) throw incorrectInstanceState(instance)
    const { metadataOptions: present } = instance
    const metadataOptions = {
      httpTokens: input.HttpTokens ?? present.httpTokens,
      httpEndpoint: input.HttpEndpoint ?? present.httpEndpoint,
      httpPutResponseHopLimit: input.HttpPutResponseHopLimit ?? present.httpPutResponseHopLimit,
      httpProtocolIpv6: input.HttpProtocolIpv6 ?? present.httpProtocolIpv6,
      instanceMetadataTags: input.InstanceMetadataTags ?? present.instanceMetadataTags,
    }
    if (input.InstanceMetadataTags === 'enabled') checkMetadataTagKeys(instance.tags)
    const changed = { ...instance, metadataOptions }
    account.put('Instance', changed)
    return { InstanceId: instance.instanceId, InstanceMetadataOptions: metadataShape(changed, 'pending') }
  },
})
