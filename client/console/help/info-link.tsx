import Link from '@cloudscape-design/components/link'
import { useLocation } from 'react-router'
import { useOpenDrawer } from '../shell/open-drawer.js'
import { helpFor } from './help.js'

/** AWS's “Info” beside a page's heading. */
export function InfoLink() {
  const open = useOpenDrawer()
  const help = helpFor(useLocation().pathname)
  if (!help) return null
  return (
    <Link variant="info" ariaLabel={`Info: ${help.title}`} onFollow={() => open('help')}>
      Info
    </Link>
  )
}
