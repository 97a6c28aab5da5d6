import type { Authority } from './authority.js'
import { STEPS, type Steps } from './trust-steps.js'

interface Reader {
  authority: Omit<Authority, 'issue'>
  /** The host and port by which the page was reached. */
  host: string
  /** Addresses of the server that its certificate is for. */
  addresses: readonly string[]
}

/** A page without scripts, so that a browser that accepts nothing yet shows it: how to trust the server's authority. */
export function trustPage({ authority, host, addresses }: Reader): string {
  const names = authority.permitted.map((name) => (name === 'local' ? 'names that end in .local' : name))
  return page(
    'Trust this server',
    `<p>This server makes its own certificates. Trust its certificate authority once, and your browser stops warning you.
Passkeys and the AWS tools need this, too.</p>
<p><a class="button" href="/ca.crt">Download the authority</a></p>
<p>Compare its fingerprint (SHA-256) with the one that your instructor shows:</p>
<pre>${escaped(authority.fingerprint)}</pre>
<nav aria-label="Systems"><ul>${STEPS.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`).join('')}</ul></nav>
${STEPS.map((steps) => section(steps, host)).join('\n')}
<h2>Then open the server</h2>
<ul>${addresses.map((address) => `<li><a href="${escaped(address)}/">${escaped(address)}</a></li>`).join('')}</ul>
<p>Passkeys work only at a name, not at an address in numbers.</p>
<h2>What you trust</h2>
<p>This authority can vouch for addresses in numbers, and for these names only: ${escaped(names.join(', '))}. After the course, remove it
where you added it.</p>`,
  )
}

/** What a browser sees that asks a port of TLS for plain HTTP. */
export const plainHttpPage = (host: string, hasAuthority: boolean): string =>
  page(
    'This server uses https',
    `<p>You asked for this page with http. Open it with https instead:</p>
<p><a class="button" href="https://${escaped(host)}/">https://${escaped(host)}</a></p>
${hasAuthority ? '<p>Your browser warns you? <a href="/trust">Trust this server</a> first.</p>' : ''}`,
  )

function section({ id, title, steps }: Steps, host: string): string {
  const filled = (text: string) => escaped(text.replaceAll('{host}', host))
  const items = steps.map((step) =>
    typeof step === 'string' ? `<li>${filled(step)}</li>` : `<li>${filled(step.say)}<pre>${filled(step.type)}</pre></li>`,
  )
  return `<h2 id="${id}">${escaped(title)}</h2>\n<ol>${items.join('')}</ol>`
}

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - IAM Dojo</title>
<style>${STYLE}</style>
</head>
<body><main><h1>${title}</h1>
${body}
</main></body>
</html>
`

const STYLE = `:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:0}
main{max-width:44rem;margin:0 auto;padding:1.5rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.6rem;border:1px solid;border-radius:.4rem}
h2{margin-top:2rem;font-size:1.2rem}
.button{display:inline-block;padding:.5rem 1rem;border:2px solid;border-radius:1.2rem;font-weight:700}`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
