/**
 * The code of an invitation, behind `#`. Reading it takes it out of the address bar and this tab's history: this module is
 * the page's first import, so nothing runs before that.
 */
export const code = location.hash.slice(1)
if (code !== '') history.replaceState(null, '', location.pathname)
