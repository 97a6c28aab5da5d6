import { type ComponentType, createContext, useContext, useMemo } from 'react'
import { matchRoutes, useLocation } from 'react-router'
import { addresses } from '../../shared/addresses.js'
import type { HelpId } from './help-texts.js'

/** What the search leads to: it finds `words` as well as the title. */
export interface Found {
  title: string
  description: string
  words: readonly string[]
}

interface Page {
  /** As the router has it, below /console. */
  path: `/${string}`
  Page: ComponentType & { load(): Promise<unknown> }
}

/**
 * A page that others lead to by its title: in IAM's navigation (`top` to `own`), in CloudTrail's (`cloudtrail`), in EC2's
 * (`ec2` and what begins with it), or in none, since it is of the whole console.
 */
export interface MainPage extends Page {
  title: string
  section: 'top' | 'access' | 'reports' | 'own' | 'cloudtrail' | 'ec2' | 'ec2-instances' | 'ec2-network' | 'console'
  /** What the info panel says about it. */
  help: HelpId
  /** What it shows is of one Region: the one that the top bar shows. */
  regional?: true
  /** What one does on this page. */
  tasks?: readonly Found[]
}

/** A page where one thing is done: the breadcrumbs have its title, and the search finds it as a task. */
interface FormPage extends Page, Found {
  /** Where it stands below no page of the navigation. */
  help?: HelpId
}

/** A page about the resource that its address names. A form has a title. */
interface ResourcePage extends Page {
  path: `/${string}/:${string}` | `/:${string}/${string}`
  title?: string
}

/** The page that opens when the address names none. It has another address, too. */
interface FrontPage extends Page {
  path: '/'
}

/** A row of the console's table of pages: the address decides what else belongs to it. */
export type ConsolePage = MainPage | FormPage | ResourcePage | FrontPage

/** The table of all pages. It stands above them, since it imports them, and comes down to them by this context. */
export const PageTable = createContext<readonly ConsolePage[]>([])

const isMain = (page: ConsolePage): page is MainPage => 'section' in page
const isForm = (page: ConsolePage): page is FormPage => 'words' in page

/** A service with pages and a navigation of its own. */
export type NavigatedService = 'iam' | 'cloudtrail' | 'ec2'

/** The service whose page this is, unless it is one of the whole console. */
export function serviceOf({ section }: MainPage): NavigatedService | undefined {
  if (section === 'console') return undefined
  if (section === 'cloudtrail') return 'cloudtrail'
  return section.startsWith('ec2') ? 'ec2' : 'iam'
}

/** All pages that have a place of their own, in the order of the navigation. */
export const useMainPages = (): readonly MainPage[] => useContext(PageTable).filter(isMain)

export const useFormPages = (): readonly FormPage[] => useContext(PageTable).filter(isForm)

export interface CurrentPage {
  page: ConsolePage | undefined
  /** The page that it belongs to. */
  main: MainPage | undefined
}

/** The page of the present address, found once for all that ask. */
export const CurrentPageContext = createContext<CurrentPage>({ page: undefined, main: undefined })

export const useCurrentPage = (): CurrentPage => useContext(CurrentPageContext)

const pageAt = (table: readonly ConsolePage[], address: string): ConsolePage | undefined =>
  matchRoutes([...table], address)?.[0]?.route

/** Gets the code of the page at this address, so that it's on its way while the session is. */
export function loadPage(table: readonly ConsolePage[], address: string): void {
  // Whoever shows the page asks again, and tells what went wrong.
  pageAt(table, address)
    ?.Page.load()
    .catch(() => undefined)
}

/** Finds the page of the present address in the table. */
export function usePageOfAddress(table: readonly ConsolePage[]): CurrentPage {
  const { pathname } = useLocation()
  return useMemo(() => {
    const address = pathname === '/' ? addresses.home : pathname
    return {
      page: pageAt(table, address),
      main: table.filter(isMain).find(({ path }) => address === path || address.startsWith(`${path}/`)),
    }
  }, [table, pathname])
}

/** The title of a form. */
export const formOf = ({ page, main }: CurrentPage): string | undefined =>
  page !== main && page && 'title' in page ? page.title : undefined

/** What the info panel has about the present page, and under which title it's asked for. */
export function useHelp(): { id: HelpId; title: string } | undefined {
  const { page, main } = useCurrentPage()
  if (page && 'help' in page && page.help) return { id: page.help, title: page.title }
  return main && { id: main.help, title: main.title }
}
