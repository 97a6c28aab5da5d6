import Badge from '@cloudscape-design/components/badge'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useLocation, useNavigate } from 'react-router'
import { useSession } from '../../shared/session.js'
import { PAGES } from './pages.js'
import { texts } from './texts.js'

const linksOf = (section: (typeof PAGES)[number]['section']) =>
  PAGES.filter((page) => page.section === section).map(({ path, title }) => ({
    type: 'link' as const,
    text: title,
    href: path,
  }))

/** IAM's navigation, in AWS's order. */
export function Navigation() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const { accountId } = useSession()
  const active = PAGES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
  return (
    <SideNavigation
      activeHref={active?.path ?? '/iam/home'}
      header={{ text: 'Identity and Access Management (IAM)', href: '/iam/home' }}
      onFollow={(event) => {
        if (event.detail.external) return
        event.preventDefault()
        navigate(event.detail.href)
      }}
      items={[
        ...linksOf('top'),
        { type: 'section', text: texts.access, items: linksOf('access') },
        { type: 'section', text: texts.reports, items: linksOf('reports') },
        { type: 'divider' },
        ...linksOf('own'),
        { type: 'divider' },
        { type: 'link', text: `Account ${accountId}`, href: '/iam/home', info: <Badge>{texts.simulator}</Badge> },
      ]}
    />
  )
}
