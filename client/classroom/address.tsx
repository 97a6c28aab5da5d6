/** An address that breaks after its scheme, if it has to, rather than in the middle of a name. */
export function Address({ of }: { of: string }) {
  const [scheme, rest] = of.includes('//') ? [of.slice(0, of.indexOf('//') + 2), of.slice(of.indexOf('//') + 2)] : ['', of]
  return (
    <span className="words">
      {scheme}
      <wbr />
      {rest}
    </span>
  )
}
