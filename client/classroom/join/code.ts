/**
 * The codes of `/join#K7M-4QX`, the address of a class, and of `/join#K7M-4QX/<personal code>`, a slip's. Reading them takes
 * them out of the address bar and this tab's history: this module is the page's first import, so nothing runs before that.
 */
const [code = '', personalCode = ''] = decoded(location.hash.slice(1)).split('/')
history.replaceState(null, '', location.pathname)

export const codes = { code, personalCode }

/** What somebody typed there may be no escaped text. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
