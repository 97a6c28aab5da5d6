/** What an instance type is made of. */
export interface InstanceType {
  instanceType: string
  vcpus: number
  /** Threads of each core; `vcpus` counts threads. */
  threadsPerCore: 1 | 2
  memoryMiB: number
  architectures: readonly ('i386' | 'x86_64' | 'arm64')[]
  clockGhz: number
  manufacturer: 'Intel' | 'AWS'
  hypervisor: 'xen' | 'nitro'
  burstable: boolean
  freeTier: boolean
  networkPerformance: string
  networkInterfaces: number
  addressesPerInterface: number
}

type Family = Omit<
  InstanceType,
  'instanceType' | 'vcpus' | 'memoryMiB' | 'freeTier' | 'networkInterfaces' | 'addressesPerInterface' | 'threadsPerCore'
>

const FAMILIES: Readonly<Record<string, Family>> = {
  t2: {
    architectures: ['i386', 'x86_64'],
    clockGhz: 2.5,
    manufacturer: 'Intel',
    hypervisor: 'xen',
    burstable: true,
    networkPerformance: 'Low to Moderate',
  },
  t3: intel(2.5, 'Up to 5 Gigabit', true),
  t4g: graviton(2.5, 'Up to 5 Gigabit', true),
  m5: intel(3.1, 'Up to 10 Gigabit'),
  m6i: intel(3.5, 'Up to 12.5 Gigabit'),
  m7g: graviton(2.6, 'Up to 12.5 Gigabit'),
  c5: intel(3.4, 'Up to 10 Gigabit'),
  r5: intel(3.1, 'Up to 10 Gigabit'),
}

function intel(clockGhz: number, networkPerformance: string, burstable = false): Family {
  return { architectures: ['x86_64'], clockGhz, manufacturer: 'Intel', hypervisor: 'nitro', burstable, networkPerformance }
}

function graviton(clockGhz: number, networkPerformance: string, burstable = false): Family {
  return { architectures: ['arm64'], clockGhz, manufacturer: 'AWS', hypervisor: 'nitro', burstable, networkPerformance }
}

/** Type, vCPUs, MiB, network interfaces, IPv4 addresses of each. Source: answers of DescribeInstanceTypes in us-east-1, 2026. */
const SIZES: readonly (readonly [string, number, number, number, number])[] = [
  ['t2.nano', 1, 512, 2, 2],
  ['t2.micro', 1, 1024, 2, 2],
  ['t2.small', 1, 2048, 3, 4],
  ['t2.medium', 2, 4096, 3, 6],
  ['t2.large', 2, 8192, 3, 12],
  ['t3.nano', 2, 512, 2, 2],
  ['t3.micro', 2, 1024, 2, 2],
  ['t3.small', 2, 2048, 3, 4],
  ['t3.medium', 2, 4096, 3, 6],
  ['t3.large', 2, 8192, 3, 12],
  ['t4g.nano', 2, 512, 2, 2],
  ['t4g.micro', 2, 1024, 2, 2],
  ['t4g.small', 2, 2048, 3, 4],
  ['t4g.medium', 2, 4096, 3, 6],
  ['t4g.large', 2, 8192, 3, 12],
  ['m5.large', 2, 8192, 3, 10],
  ['m5.xlarge', 4, 16_384, 4, 15],
  ['m6i.large', 2, 8192, 3, 10],
  ['m7g.large', 2, 8192, 3, 10],
  ['c5.large', 2, 4096, 3, 10],
  ['r5.large', 2, 16_384, 3, 10],
]

/** Source: answers of DescribeInstanceTypes, 2026. */
const FREE_TIER = new Set(['t3.micro', 't3.small', 't4g.micro', 't4g.small'])

export const INSTANCE_TYPES: ReadonlyMap<string, InstanceType> = new Map(
  SIZES.map(([instanceType, vcpus, memoryMiB, networkInterfaces, addressesPerInterface]) => {
    const family = FAMILIES[instanceType.slice(0, instanceType.indexOf('.'))]
    if (!family) throw new Error(`${instanceType} has no family`)
    const threadsPerCore = family.manufacturer === 'Intel' && family.hypervisor === 'nitro' ? 2 : 1
    const freeTier = FREE_TIER.has(instanceType)
    const own = { instanceType, vcpus, threadsPerCore, memoryMiB, freeTier, networkInterfaces, addressesPerInterface } as const
    return [instanceType, { ...family, ...own }]
  }),
)
