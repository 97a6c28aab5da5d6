import type { Found } from '../parts/page-table.js'

/** AWS's own categories, in AWS's words. */
export type Category =
  | 'Compute'
  | 'Containers'
  | 'Storage'
  | 'Database'
  | 'Networking & Content Delivery'
  | 'Security, Identity, & Compliance'
  | 'Management & Governance'
  | 'Cloud Financial Management'
  | 'Application Integration'
  | 'Developer Tools'
  | 'Customer Enablement'

interface Listed extends Found {
  /** As its address names it: /s3/home. */
  id: string
  category: Category
}

/** A service with pages of its own. */
export interface PresentService extends Listed {
  path: string
}

/** A service that isn't here. Its page says so, and what to do meanwhile. */
export interface AbsentService extends Listed {
  /** As a credential scope names it. */
  scope: string
  /** A first call that guides make, as the AWS CLI writes it, and the operation that it sends. */
  command: string
  operation: string
  /** A later version of IAM Dojo has it. */
  coming?: true
  /** It has no Regions, so the top bar shows *Global*. */
  global?: true
  /** What this service means for someone who is here to learn IAM. */
  meanwhile?: string
}

export type Service = PresentService | AbsentService

export const isAbsent = (service: Service): service is AbsentService => 'scope' in service
