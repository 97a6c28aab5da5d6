import './requests.css'

interface Props {
  children: string
  /** Each line has its number, so that one sees where a long one goes on. It is not part of what is copied. */
  numbered?: boolean
}

/** Text as it was on the wire, wrapped to the drawer's width. */
export function WireText({ children, numbered = false }: Props) {
  if (!numbered) return <pre className="wire-text">{children}</pre>
  return (
    <pre className="wire-text numbered">
      {children.split('\n').map((line, index, lines) => (
        <span key={index}>{index < lines.length - 1 ? `${line}\n` : line}</span>
      ))}
    </pre>
  )
}
