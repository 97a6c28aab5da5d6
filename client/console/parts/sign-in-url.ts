/** Where this account's IAM users sign in: by alias if there is one, else by id. `origin` is the server's own. */
export function signInUrl(origin: string, accountIdOrAlias: string): string {
  return `${origin}/signin?account=${accountIdOrAlias}`
}
