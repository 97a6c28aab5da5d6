import { addresses } from '../../shared/addresses.js'
import { ABSENT } from './absent.js'
import { ABSENT_MANAGEMENT } from './absent-management.js'
import type { Category, PresentService, Service } from './service.js'

const PRESENT: readonly PresentService[] = [
  {
    id: 'iam',
    title: 'IAM',
    description: 'Identity and Access Management: users, groups, roles, policies, and their credentials',
    words: ['security', 'identity', 'permissions'],
    category: 'Security, Identity, & Compliance',
    path: addresses.dashboard,
  },
  {
    id: 'sts',
    title: 'STS',
    description: 'Security Token Service: find its settings in IAM’s account settings (its operations have no page)',
    words: ['temporary credentials', 'session token', 'AssumeRole', 'GetSessionToken', 'GetCallerIdentity'],
    category: 'Security, Identity, & Compliance',
    path: addresses.accountSettings.show,
  },
  {
    id: 'cloudtrail',
    title: 'CloudTrail',
    description: 'Event history: who called what, when, and from where',
    words: ['audit', 'log', 'LookupEvents'],
    category: 'Management & Governance',
    path: addresses.cloudTrail.dashboard,
  },
  {
    id: 'ec2',
    title: 'EC2',
    description: 'Virtual servers in the cloud',
    words: ['Elastic Compute Cloud', 'instance', 'virtual machine', 'server', 'key pair', 'security group', 'AMI', 'VPC'],
    category: 'Compute',
    path: addresses.ec2.dashboard,
  },
]

/** The services that are here, then those that come, then the others that guides name. */
export const SERVICES: readonly Service[] = [
  ...PRESENT,
  ...[...ABSENT, ...ABSENT_MANAGEMENT].sort((one, other) => Number(other.coming ?? false) - Number(one.coming ?? false)),
]

export const addressOfService = (service: Service): string =>
  'path' in service ? service.path : addresses.services.of(service.id)

/** The service whose page has this address. */
export const serviceAt = (pathname: string): Service | undefined =>
  SERVICES.find((service) => addressOfService(service) === pathname)

const ORDER: readonly Category[] = [
  'Compute',
  'Containers',
  'Storage',
  'Database',
  'Networking & Content Delivery',
  'Security, Identity, & Compliance',
  'Management & Governance',
  'Cloud Financial Management',
  'Application Integration',
  'Developer Tools',
  'Customer Enablement',
]

/** Each category with its services. */
export const CATEGORIES: readonly { category: Category; services: readonly Service[] }[] = ORDER.map((category) => ({
  category,
  services: SERVICES.filter((service) => service.category === category),
}))

const starts = (text: string, start: string): boolean => text.toLowerCase().startsWith(start)

/** The services that a text finds, by title before what people call it. */
export function servicesFoundBy(text: string): readonly Service[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return SERVICES
  const rank = ({ title, description, words }: Service): number => {
    if (starts(title, wanted)) return 0
    if (words.some((word) => starts(word, wanted))) return 1
    return [title, description, ...words].some((word) => word.toLowerCase().includes(wanted)) ? 2 : 3
  }
  return SERVICES.filter((service) => rank(service) < 3).sort((one, other) => rank(one) - rank(other))
}
