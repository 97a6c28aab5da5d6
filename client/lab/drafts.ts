/** What was written in a lesson so far, for as long as this page lives: no storage of the browser sees it. */
export const drafts = new Map<string, string>()

export const draftOf = (lessonId: string, snippetId: string): string => `${lessonId}/${snippetId}`
