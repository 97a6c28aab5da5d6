import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { useLocation } from 'react-router'
import { CONSOLE_HOME, consoleAddress } from '../../shared/addresses.js'
import { useFollow } from '../parts/follow.js'
import { pageOf } from './pages.js'
import { texts } from './texts.js'

/** Where one is: service, page, resource, and what is done to it. */
export function Breadcrumbs() {
  const { pathname } = useLocation()
  return <BreadcrumbGroup items={trailOf(pathname)} ariaLabel={texts.breadcrumbs} onFollow={useFollow()} />
}

function trailOf(pathname: string): { text: string; href: string }[] {
  const page = pageOf(pathname)
  const form = (texts.forms as Partial<Record<string, string>>)[pathname.split('/').slice(-2).join('/')]
  const [resource, ...rest] = page ? pathname.slice(page.path.length + 1).split('/') : []
  const named = page?.section === 'access' && resource && (form === undefined || rest.length > 0)
  return [
    { text: pathname.startsWith('/cloudtrail/') ? 'CloudTrail' : 'IAM', href: CONSOLE_HOME },
    ...(page ? [{ text: page.title, href: consoleAddress(page.path) }] : []),
    ...(named ? [{ text: nameOf(decodeURIComponent(resource)), href: consoleAddress(`${page.path}/${resource}`) }] : []),
    ...(form ? [{ text: form, href: consoleAddress(pathname) }] : []),
  ]
}

/** Of an ARN its last part. */
const nameOf = (resource: string): string => (resource.startsWith('arn:') ? (resource.split('/').at(-1) ?? resource) : resource)
