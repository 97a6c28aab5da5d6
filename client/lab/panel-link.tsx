import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'
import { useLab } from './lab-context.js'

/** Cloudscape's panels cover the page up to this width. */
const PHONE = '(max-width: 688px)'

/** A link from the lessons to a page of the console, followed without a reload. */
export function PanelLink({ to, children }: { to: string; children: ReactNode }) {
  const navigate = useNavigate()
  const { setPanelOpen } = useLab()
  return (
    <Link
      href={useHref(to)}
      onFollow={(event) => {
        event.preventDefault()
        navigate(to)
        if (matchMedia(PHONE).matches) setPanelOpen(false)
      }}
    >
      {children}
    </Link>
  )
}
