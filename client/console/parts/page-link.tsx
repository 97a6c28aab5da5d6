import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'

/** A link within the console: a real address, followed without a reload. */
export function PageLink({ to, children }: { to: string; children: ReactNode }) {
  const navigate = useNavigate()
  return (
    <Link
      href={`/console${to}`}
      onFollow={(event) => {
        event.preventDefault()
        navigate(to)
      }}
    >
      {children}
    </Link>
  )
}
