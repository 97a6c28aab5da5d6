import { ec2Error } from '../aws/ec2-errors.js'
import type { InstanceTypeInfo } from '../aws/model/ec2.types.js'
import { describe } from './describe.js'
import { INSTANCE_TYPES, type InstanceType } from './instance-types.js'

/** Source: public replies. */
const typesMissing = (names: readonly string[]): Error =>
  ec2Error('InvalidInstanceType', `The following supplied instance types do not exist: [${names.join(', ')}]`)

const isNitro = ({ hypervisor }: InstanceType): boolean => hypervisor === 'nitro'

const bootModes = (type: InstanceType): ('legacy-bios' | 'uefi')[] => {
  if (type.manufacturer === 'AWS') return ['uefi']
  return isNitro(type) ? ['legacy-bios', 'uefi'] : ['legacy-bios']
}

const cores = ({ vcpus, threadsPerCore }: InstanceType): number => vcpus / threadsPerCore

const shapeOf = (type: InstanceType): InstanceTypeInfo => ({
  InstanceType: type.instanceType,
  CurrentGeneration: true,
  FreeTierEligible: type.freeTier,
  SupportedUsageClasses: ['on-demand', 'spot'],
  SupportedRootDeviceTypes: ['ebs'],
  SupportedVirtualizationTypes: ['hvm'],
  BareMetal: false,
  Hypervisor: type.hypervisor,
  ProcessorInfo: {
    SupportedArchitectures: [...type.architectures],
    SustainedClockSpeedInGhz: type.clockGhz,
    Manufacturer: type.manufacturer,
  },
  VCpuInfo: { DefaultVCpus: type.vcpus, DefaultCores: cores(type), DefaultThreadsPerCore: type.threadsPerCore },
  MemoryInfo: { SizeInMiB: type.memoryMiB },
  InstanceStorageSupported: false,
  EbsInfo: {
    EbsOptimizedSupport: isNitro(type) ? 'default' : 'unsupported',
    EncryptionSupport: 'supported',
    NvmeSupport: isNitro(type) ? 'required' : 'unsupported',
  },
  NetworkInfo: {
    NetworkPerformance: type.networkPerformance,
    MaximumNetworkInterfaces: type.networkInterfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    Ipv4AddressesPerInterface: type.addressesPerInterface,
    Ipv6AddressesPerInterface: type.addressesPerInterface,
    Ipv6Supported: true,
    EnaSupport: isNitro(type) ? 'required' : 'unsupported',
    EfaSupported: false,
  },
  HibernationSupported: type.burstable || type.manufacturer === 'Intel',
  BurstablePerformanceSupported: type.burstable,
  DedicatedHostsSupported: false,
  AutoRecoverySupported: true,
  SupportedBootModes: bootModes(type),
})

/**
 * Lists the instance types of the Region, with the figures that matter to a launch.
 * Errors: InvalidInstanceType.
 * @differs There are 21 types of general families, and each Region has them all.
 * Source: EC2 API Reference, "DescribeInstanceTypes"; answers of 2026.
 */
export const DescribeInstanceTypes = describe('DescribeInstanceTypes', {
  member: 'InstanceTypes',
  items: () => [...INSTANCE_TYPES.values()],
  key: ({ instanceType }) => instanceType,
  named: [{ member: 'InstanceTypes', set: 'instanceTypeSet', of: ({ instanceType }) => instanceType, missing: typesMissing }],
  filters: {
    values: {
      'auto-recovery-supported': () => true,
      'bare-metal': () => false,
      'burstable-performance-supported': ({ burstable }) => burstable,
      'current-generation': () => true,
      'free-tier-eligible': ({ freeTier }) => freeTier,
      hypervisor: ({ hypervisor }) => hypervisor,
      'instance-storage-supported': () => false,
      'instance-type': ({ instanceType }) => instanceType,
      'memory-info.size-in-mib': ({ memoryMiB }) => memoryMiB,
      'network-info.ena-support': (type) => (isNitro(type) ? 'required' : 'unsupported'),
      'network-info.ipv4-addresses-per-interface': ({ addressesPerInterface }) => addressesPerInterface,
      'network-info.maximum-network-interfaces': ({ networkInterfaces }) => networkInterfaces,
      'network-info.network-performance': ({ networkPerformance }) => networkPerformance,
      'processor-info.supported-architecture': ({ architectures }) => architectures,
      'processor-info.sustained-clock-speed-in-ghz': ({ clockGhz }) => clockGhz,
      'supported-boot-mode': bootModes,
      'supported-root-device-type': () => 'ebs',
      'supported-usage-class': () => ['on-demand', 'spot'],
      'supported-virtualization-type': () => 'hvm',
      'vcpu-info.default-cores': cores,
      'vcpu-info.default-threads-per-core': ({ threadsPerCore }) => threadsPerCore,
      'vcpu-info.default-vcpus': ({ vcpus }) => vcpus,
    },
  },
  shown: shapeOf,
})
