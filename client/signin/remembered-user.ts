/** Whose sign-in page it was last, on this browser: names only. */
interface RememberedUser {
  account: string
  userName: string
}

const KEY = 'iam-dojo-sign-in'

export function rememberedUser(): RememberedUser | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? 'null') as RememberedUser | null) ?? undefined
  } catch {
    return undefined
  }
}

export function rememberUser(user: RememberedUser | undefined): void {
  if (user) localStorage.setItem(KEY, JSON.stringify(user))
  else localStorage.removeItem(KEY)
}
