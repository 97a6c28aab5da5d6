import Badge from '@cloudscape-design/components/badge'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { addresses, CONSOLE_HOME, consoleAddress } from '../../shared/addresses.js'
import { useSession } from '../../shared/session.js'
import { useFollow } from '../parts/follow.js'
import { type MainPage, useCurrentPage, useMainPages } from '../parts/page-table.js'
import { texts } from './texts.js'

/** IAM's navigation, in AWS's order. */
export function Navigation() {
  const pages = useMainPages()
  const { main } = useCurrentPage()
  const { accountId } = useSession()
  const linksOf = (section: MainPage['section']) =>
    pages
      .filter((page) => page.section === section)
      .map(({ path, title }) => ({ type: 'link' as const, text: title, href: consoleAddress(path) }))
  return (
    <SideNavigation
      activeHref={consoleAddress(main?.path ?? addresses.home)}
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
