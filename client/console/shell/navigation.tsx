import Badge from '@cloudscape-design/components/badge'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import { useLocation } from 'react-router'
import { addresses, consoleAddress } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useFollow } from '../parts/follow.js'
import { type MainPage, type NavigatedService, serviceOf, useCurrentPage, useMainPages } from '../parts/page-table.js'
import { FRONT_PAGES } from './front-pages.js'
import { texts } from './texts.js'

const link = (text: string, path: string) => ({ type: 'link' as const, text, href: consoleAddress(path) })

/** The service whose pages the present one is among; a page of the whole console has no navigation. */
export function useNavigationOf(): NavigatedService | undefined {
  const { pathname } = useLocation()
  const { main } = useCurrentPage()
  if (main) return serviceOf(main)
  return pathname.startsWith('/iam/') ? 'iam' : undefined
}

/** The navigation of a service, in AWS's order. */
export function Navigation({ of }: { of: NavigatedService }) {
  const pages = useMainPages()
  const { main } = useCurrentPage()
  const { accountId } = useSession()
  const linksOf = (section: MainPage['section']) =>
    // Within its own navigation, a page needs no word for where it is.
    pages.filter((page) => page.section === section).map(({ path, title }) => link(title.replace(/ \(.*\)$/, ''), path))
  const account: SideNavigationProps.Item[] = [
    { type: 'divider' },
    { ...link(`Account ${accountId}`, addresses.account), info: <Badge>{texts.simulator}</Badge> },
  ]
  const navigations: Record<NavigatedService, SideNavigationProps.Item[]> = {
    cloudtrail: linksOf('cloudtrail'),
    ec2: [
      ...linksOf('ec2'),
      { type: 'section', text: texts.instances, items: linksOf('ec2-instances') },
      { type: 'section', text: texts.network, items: linksOf('ec2-network') },
    ],
    iam: [
      ...linksOf('top'),
      { type: 'section', text: texts.access, items: linksOf('access') },
      { type: 'section', text: texts.reports, items: linksOf('reports') },
      {
        type: 'section',
        text: texts.relatedConsoles,
        items: [
          link(texts.identityCenter, addresses.services.of('singlesignon')),
          link(texts.organizations, addresses.services.of('organizations')),
          link(texts.eventHistory, addresses.cloudTrail.events),
        ],
      },
      { type: 'divider' },
      ...linksOf('own'),
    ],
  }
  return (
    <SideNavigation
      activeHref={consoleAddress(main?.path ?? addresses.dashboard)}
      header={{ text: texts.navigations[of], href: consoleAddress(FRONT_PAGES[of]) }}
      items={[...navigations[of], ...account]}
      onFollow={useFollow()}
    />
  )
}
