import { addresses } from '../../shared/addresses.js'
import type { NavigatedService } from '../parts/page-table.js'

/** Where the name of a service leads, in its navigation and in the breadcrumbs. */
export const FRONT_PAGES: Readonly<Record<NavigatedService, string>> = {
  iam: addresses.dashboard,
  cloudtrail: addresses.cloudTrail.dashboard,
  ec2: addresses.ec2.dashboard,
}
