import Link from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useHref, useNavigate } from 'react-router'
import { PANEL_COVERS_PAGE } from '../shared/panel-covers-page.js'
import { useLab } from './lab-context.js'

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
        if (PANEL_COVERS_PAGE.matches) setPanelOpen(false)
      }}
    >
      {children}
    </Link>
  )
}
