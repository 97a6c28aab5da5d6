import Link from '@cloudscape-design/components/link'
import { useOpenDrawer } from './open-drawer.js'
import { useHelp } from './page-table.js'

/** AWS's “Info” beside a page's heading. */
export function InfoLink() {
  const open = useOpenDrawer()
  const help = useHelp()
  if (!help) return null
  return (
    <Link variant="info" ariaLabel={`Info: ${help.title}`} onFollow={() => open('help')}>
      Info
    </Link>
  )
}
