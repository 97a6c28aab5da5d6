import { useEffect, useRef } from 'react'
import { useLab } from './lab-context.js'

/** Takes the focus once what was chosen is here: the button that chose it is gone. */
export function PanelTitle({ text }: { text: string }) {
  const { lesson, chosen, choices } = useLab()
  const heading = useRef<HTMLHeadingElement>(null)
  const here = lesson?.id === chosen
  useEffect(() => {
    if (here && choices > 0) heading.current?.focus()
  }, [here, choices])
  return (
    <h2 ref={heading} tabIndex={-1}>
      {text}
    </h2>
  )
}
