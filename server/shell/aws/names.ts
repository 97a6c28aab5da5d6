/**
 * `CreateVirtualMFADevice` → `create-virtual-mfa-device`; a plural acronym at the end (`ARNs`) stays one word.
 * Source: behaviour of botocore's xform_name.
 */
export function cliName(name: string): string {
  const [acronym] = /[A-Z]{2,}s$/.exec(name) ?? ['']
  const text = acronym === '' ? name : `${name.slice(0, -acronym.length)}-${acronym.toLowerCase()}`
  return text
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
}
