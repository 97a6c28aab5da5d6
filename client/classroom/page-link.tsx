import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { classroomAddress } from '../shared/addresses.js'

/** A link within the classroom: a real address, followed without a reload. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <Link
      href={classroomAddress(to)}
      onFollow={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </Link>
  )
}
