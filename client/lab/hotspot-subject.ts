/** Whose page this is: a user, a group, or the one who is signed in (`root` without a user's name); undefined for a list. */
export function subjectOf(pathname: string, signedIn: string | undefined): string | undefined {
  if (/\/security-credentials(\/|$)/.test(pathname)) return signedIn ?? 'root'
  const [, name] = /\/iam\/(?:users|groups)\/([^/]+)/.exec(pathname) ?? []
  return name === undefined || name === 'create' ? undefined : decodeURIComponent(name)
}
