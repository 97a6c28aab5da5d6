import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { useCurrentPage } from '../parts/page-table.js'
import { useChooseRegion, useRegion } from '../queries/region.js'
import { REGIONS } from '../queries/regions.js'
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

/** Keeps the Region in the address of a regional page, so that a copied link opens it in the same one. */
export function useRegionInAddress(): void {
  const { pathname, search } = useLocation()
  const regional = useRegional()
  const region = useRegion()
  const choose = useChooseRegion()
  useEffect(() => {
    if (regional) choose(region, { replace: true })
  }, [regional, region, pathname, search])
}

/** AWS's Region selector: *Global* where a service has no Regions, else a choice that the browser remembers. */
export function useRegionMenu(): TopNavigationProps.MenuDropdownUtility {
  const region = useRegion()
  const choose = useChooseRegion()
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
    onItemClick: ({ detail }) => {
      const wanted = REGIONS.find(({ code }) => code === detail.id)
      if (wanted) choose(wanted)
    },
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
