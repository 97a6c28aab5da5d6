import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useLocation } from 'react-router'
import { useCurrentPage } from '../parts/page-table.js'
import { chooseRegion, useRegion } from '../parts/region.js'
import { REGIONS } from '../parts/regions.js'
import { isAbsent } from '../services/service.js'
import { serviceAt } from '../services/services.js'
import { useNavigationOf } from './navigation.js'
import { texts } from './texts.js'

const GROUPS = [...new Set(REGIONS.map(({ group }) => group))]

/** Does the present page show what is in one Region? */
function useRegional(): boolean {
  const { pathname } = useLocation()
  const { main } = useCurrentPage()
  if (main) return main.regional ?? false
  const service = serviceAt(pathname)
  return service !== undefined && isAbsent(service) && !service.global
}

/** AWS's Region selector: *Global* where a service has no Regions, else a choice that the browser remembers. */
export function useRegionMenu(): TopNavigationProps.MenuDropdownUtility {
  const region = useRegion()
  const regional = useRegional()
  const iam = useNavigationOf() === 'iam'
  const common = { type: 'menu-dropdown' as const }
  if (!regional) {
    return {
      ...common,
      text: texts.global,
      ariaLabel: texts.regionIs(texts.global),
      description: iam ? texts.iamHasNoRegion : texts.noRegion,
      items: [{ id: 'global', text: texts.global, iconName: 'check' }],
    }
  }
  return {
    ...common,
    text: region.name,
    ariaLabel: texts.regionIs(`${region.name} ${region.code}`),
    onItemClick: ({ detail }) => chooseRegion(detail.id),
    items: GROUPS.map((group) => ({
      text: group,
      items: REGIONS.filter((one) => one.group === group).map(({ code, name }) => ({
        id: code,
        text: name,
        labelTag: code,
        ...(code === region.code ? { iconName: 'check' as const } : {}),
      })),
    })),
  }
}
