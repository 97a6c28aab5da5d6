import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { useLocation } from 'react-router'
import { addresses, CONSOLE_HOME, consoleAddress } from '../../shared/addresses.js'
import { useFollow } from '../parts/follow.js'
import { type CurrentPage, useCurrentPage } from '../parts/page-table.js'
import { texts } from './texts.js'

/** Where one is: service, page, resource, and what is done to it. */
export function Breadcrumbs() {
  const { pathname } = useLocation()
  const here = useCurrentPage()
  return <BreadcrumbGroup items={trailOf(pathname, here)} ariaLabel={texts.breadcrumbs} onFollow={useFollow()} />
}

function trailOf(pathname: string, { page, main }: CurrentPage): { text: string; href: string }[] {
  const form = page !== main && page && 'title' in page ? page.title : undefined
  const [resource, ...rest] = main ? pathname.slice(main.path.length + 1).split('/') : []
  const named = main?.section === 'access' && resource && (form === undefined || rest.length > 0)
  return [
    { text: main?.path === addresses.eventHistory ? 'CloudTrail' : 'IAM', href: CONSOLE_HOME },
    ...(main ? [{ text: main.title, href: consoleAddress(main.path) }] : []),
    ...(named ? [{ text: nameOf(decodeURIComponent(resource)), href: consoleAddress(`${main.path}/${resource}`) }] : []),
    ...(form ? [{ text: form, href: consoleAddress(pathname) }] : []),
  ]
}

/** An ARN by its last part; an identity provider's by its whole name, which can have slashes. */
function nameOf(resource: string): string {
  if (!resource.startsWith('arn:')) return resource
  return /:oidc-provider\/(.+)$/.exec(resource)?.[1] ?? resource.split('/').at(-1) ?? resource
}
