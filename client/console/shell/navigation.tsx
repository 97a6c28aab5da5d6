import Badge from '@cloudscape-design/components/badge'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import { useLocation, useNavigate } from 'react-router'
import { useSession } from '../../shared/session.js'
import { texts } from './texts.js'

/** The pages that exist; more come with the operations they need. */
export function Navigation() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  const { accountId } = useSession()
  const [, , section = 'home'] = pathname.split('/')
  return (
    <SideNavigation
      activeHref={`/iam/${section}`}
      header={{ text: 'Identity and Access Management (IAM)', href: '/iam/home' }}
      onFollow={(event) => {
        if (event.detail.external) return
        event.preventDefault()
        navigate(event.detail.href)
      }}
      items={[
        { type: 'link', text: 'Dashboard', href: '/iam/home' },
        {
          type: 'section',
          text: 'Access management',
          items: [
            { type: 'link', text: 'Users', href: '/iam/users' },
            { type: 'link', text: 'Account settings', href: '/iam/account-settings' },
          ],
        },
        { type: 'divider' },
        { type: 'link', text: 'My security credentials', href: '/iam/security-credentials' },
        { type: 'divider' },
        { type: 'link', text: `Account ${accountId}`, href: '/iam/home', info: <Badge>{texts.simulator}</Badge> },
      ]}
    />
  )
}
