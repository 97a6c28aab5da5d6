import { type ComponentType, createContext, useContext, useMemo } from 'react'
import { matchRoutes, useLocation } from 'react-router'
import { addresses } from '../../shared/addresses.js'

/** What the info panel says about a page, in three short parts. */
export interface Help {
  title: string
  what: string
  why: string
  attack: string
}

/** What the search leads to: it finds `words` as well as the title. */
export interface Found {
  title: string
  description: string
  words: readonly string[]
}

interface Page {
  /** As the router has it, below /console. */
  path: `/${string}`
  Page: ComponentType
}

/**
 * A page that others lead to by its title: in IAM's navigation (`top` to `own`), in CloudTrail's (`cloudtrail`), or in none,
 * since it is of the whole console.
 */
export interface MainPage extends Page {
  title: string
  section: 'top' | 'access' | 'reports' | 'own' | 'cloudtrail' | 'console'
  help: Help
  /** What it shows is of one Region: the one that the top bar shows. */
  regional?: true
  /** What one does on this page. */
  tasks?: readonly Found[]
}

/** A page where one thing is done: the breadcrumbs have its title, and the search finds it as a task. */
interface FormPage extends Page, Found {
  /** Where it stands below no page of the navigation. */
  help?: Help
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

/** Finds the page of the present address in the table. */
export function usePageOfAddress(table: readonly ConsolePage[]): CurrentPage {
  const { pathname } = useLocation()
  return useMemo(() => {
    const address = pathname === '/' ? addresses.home : pathname
    return {
      page: matchRoutes([...table], address)?.[0]?.route,
      main: table.filter(isMain).find(({ path }) => address === path || address.startsWith(`${path}/`)),
    }
  }, [table, pathname])
}

/** The title of a form. */
export const formOf = ({ page, main }: CurrentPage): string | undefined =>
  page !== main && page && 'title' in page ? page.title : undefined

/** What the info panel says about the present page. */
export function useHelp(): Help | undefined {
  const { page, main } = useCurrentPage()
  return (page && 'help' in page ? page.help : undefined) ?? main?.help
}
