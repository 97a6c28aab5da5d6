import Link from '@cloudscape-design/components/link'
import { createContext, useContext } from 'react'
import { useLocation } from 'react-router'
import { helpFor } from './help.js'

/** Opens the info panel; the frame knows how. */
export const OpenHelp = createContext<() => void>(() => undefined)

/** AWS's “Info” beside a page's heading. */
export function InfoLink() {
  const open = useContext(OpenHelp)
  const help = helpFor(useLocation().pathname)
  if (!help) return null
  return (
    <Link variant="info" ariaLabel={`Info: ${help.title}`} onFollow={open}>
      Info
    </Link>
  )
}
