/** The first that matches names the client. */
const CLIENTS: readonly [RegExp, string][] = [
  [/\baws-cli\/([\d.]+)/, 'AWS CLI'],
  [/\bBoto3\/([\d.]+)/i, 'boto3'],
  [/\bBotocore\/([\d.]+)/i, 'botocore'],
  [/\baws-sdk-js\/([\d.]+)/, 'SDK for JavaScript'],
  [/\baws-sdk-java\/([\d.]+)/, 'SDK for Java'],
  [/\baws-sdk-go(?:-v2)?\/([\d.]+)/, 'SDK for Go'],
  [/\bcurl\/([\d.]+)/, 'curl'],
]

/** A client in a few words: `AWS CLI 2.15.0`. Browsers can't set User-Agent, so their SDK names itself in another header. */
export function clientName(headers: Readonly<Record<string, string | undefined>>): string {
  const { 'user-agent': agent = '', 'x-amz-user-agent': sdk = '', referer = '' } = headers
  if (sdk.includes('iam-dojo-terminal')) return 'Terminal'
  if (agent.startsWith('Mozilla/')) {
    const page = /^https?:\/\/[^/]+\/(\w+)/.exec(referer)?.[1]
    if (page === 'terminal') return 'Terminal'
    return page === 'console' ? 'Console' : sdk === '' ? 'Browser' : firstProduct(sdk)
  }
  return agent === '' ? 'Unknown' : firstProduct(agent)
}

function firstProduct(agent: string): string {
  for (const [pattern, name] of CLIENTS) {
    const version = pattern.exec(agent)?.[1]
    if (version !== undefined) return `${name} ${version}`
  }
  return (agent.split(' ')[0] ?? '').slice(0, 60)
}
