import Badge from '@cloudscape-design/components/badge'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useLocation } from 'react-router'
import { addresses, CONSOLE_HOME, consoleAddress } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useFollow } from '../parts/follow.js'
import { PAGES, pageOf } from './pages.js'
import { texts } from './texts.js'

const linksOf = (section: (typeof PAGES)[number]['section']) =>
  PAGES.filter((page) => page.section === section).map(({ path, title }) => ({
    type: 'link' as const,
    text: title,
    href: consoleAddress(path),
  }))

/** IAM's navigation, in AWS's order. */
export function Navigation() {
  const { pathname } = useLocation()
  const { accountId } = useSession()
  return (
    <SideNavigation
      activeHref={consoleAddress(pageOf(pathname)?.path ?? addresses.home)}
      header={{ text: texts.iam, href: CONSOLE_HOME }}
      onFollow={useFollow()}
      items={[
        ...linksOf('top'),
        { type: 'section', text: texts.access, items: linksOf('access') },
        { type: 'section', text: texts.reports, items: linksOf('reports') },
        { type: 'divider' },
        ...linksOf('own'),
        { type: 'divider' },
        { type: 'link', text: `Account ${accountId}`, href: `${CONSOLE_HOME}#account`, info: <Badge>{texts.simulator}</Badge> },
      ]}
    />
  )
}
