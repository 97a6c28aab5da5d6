import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group'
import { useLocation } from 'react-router'
import { addresses, CONSOLE_HOME, consoleAddress } from '../../shared/addresses.js'
import { useFollow } from '../parts/follow.js'
import { type CurrentPage, formOf, type MainPage, serviceOf, useCurrentPage } from '../parts/page-table.js'
import { serviceAt } from '../services/services.js'
import { FRONT_PAGES } from './front-pages.js'
import { texts } from './texts.js'

/** Where one is: service, page, resource, and what is done to it. */
export function Breadcrumbs() {
  const { pathname } = useLocation()
  const here = useCurrentPage()
  return <BreadcrumbGroup items={trailOf(pathname, here)} ariaLabel={texts.breadcrumbs} onFollow={useFollow()} />
}

interface Crumb {
  text: string
  href: string
}

/** Below the pages of these sections stand those of single resources. */
const RESOURCES: readonly MainPage['section'][] = ['access', 'cloudtrail', 'ec2-instances', 'ec2-network']

const home: Crumb = { text: texts.home, href: CONSOLE_HOME }

function trailOf(pathname: string, { page, main }: CurrentPage): Crumb[] {
  const here = (text: string): Crumb => ({ text, href: consoleAddress(pathname) })
  if (main?.section === 'console') return main.path === addresses.home ? [home] : [home, here(main.title)]
  const form = formOf({ page, main })
  if (!main && !pathname.startsWith('/iam/')) {
    const title = form ?? serviceAt(pathname)?.title
    return title === undefined ? [home] : [home, here(title)]
  }
  const [resource, ...rest] = main ? pathname.slice(main.path.length + 1).split('/') : []
  const ofResources = main !== undefined && RESOURCES.includes(main.section)
  const named = ofResources && resource && (form === undefined || rest.length > 0)
  const service = (main && serviceOf(main)) ?? 'iam'
  return [
    { text: texts.crumbs[service], href: consoleAddress(FRONT_PAGES[service]) },
    ...(main ? [{ text: main.title, href: consoleAddress(main.path) }] : []),
    ...(named ? [{ text: nameOf(decodeURIComponent(resource)), href: consoleAddress(`${main.path}/${resource}`) }] : []),
    ...(form ? [here(form)] : []),
  ]
}

/** An ARN by its last part; an identity provider's by its whole name, which can have slashes. */
function nameOf(resource: string): string {
  if (!resource.startsWith('arn:')) return resource
  return /:oidc-provider\/(.+)$/.exec(resource)?.[1] ?? resource.split('/').at(-1) ?? resource
}
