import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { consoleAddress } from '../../shared/addresses.js'
import { useFollow } from './follow.js'

/** A link within the console: a real address, followed without a reload. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link href={consoleAddress(to)} onFollow={useFollow()}>
      {children}
    </Link>
  )
}
