import type { TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { addresses, consoleAddress } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useFollow } from '../parts/follow.js'
import { addressOfService, CATEGORIES } from '../services/services.js'
import { texts } from './texts.js'

/** AWS's *Services*: by category, and all on one page. The search beside it finds them by name. */
export function useServicesMenu(): TopNavigationProps.MenuDropdownUtility {
  return {
    type: 'menu-dropdown',
    text: texts.services,
    ariaLabel: texts.services,
    expandableGroups: true,
    onItemFollow: useFollow(),
    items: [
      { id: 'home', text: texts.home, href: consoleAddress(addresses.home) },
      { id: 'all', text: texts.allServices, href: consoleAddress(addresses.services.all) },
      ...CATEGORIES.map(({ category, services }) => ({
        id: category,
        text: category,
        items: services.map((service) => ({
          id: service.id,
          text: service.title,
          href: consoleAddress(addressOfService(service)),
        })),
      })),
    ],
  }
}

/** AWS's *Support*: guides go there for the account's ID. */
export function useSupportMenu(): TopNavigationProps.MenuDropdownUtility {
  const { accountId } = useSession()
  return {
    type: 'menu-dropdown',
    iconName: 'support',
    title: texts.support,
    ariaLabel: texts.support,
    description: texts.accountIs(accountId),
    onItemFollow: useFollow(),
    items: [{ id: 'support-center', text: texts.supportCenter, href: consoleAddress(addresses.services.of('support')) }],
  }
}
