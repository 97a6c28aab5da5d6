import './requests.css'

/** Text as it was on the wire, wrapped to the drawer's width. */
export const WireText = ({ children }: { children: string }) => <pre className="wire-text">{children}</pre>
