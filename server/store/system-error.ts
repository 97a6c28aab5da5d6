/** What the system's errors mean, in words that finish the sentence "… can't be used: …". Source: errno(3). */
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you have no permission',
  EPERM: 'you have no permission',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your disk quota is used up',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  ENOENT: 'it does not exist',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  EIO: 'the disk reports an error',
  EBUSY: 'something else is using it',
}

/** The system's own code, such as ENOSPC or SQLITE_FULL, or an empty text. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Why a file or folder can't be used, with the system's code in brackets. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error)
  const words = WORDS[code]
  if (words) return `${words} (${code})`
  return code || (error instanceof Error ? error.message : String(error))
}

/** One sentence about a file or folder that the system refused, or undefined when the error is about none. */
export function systemSentence(error: unknown): string | undefined {
  const words = WORDS[codeOf(error)]
  if (words === undefined || !(error instanceof Error)) return undefined
  const path = 'path' in error && typeof error.path === 'string' ? error.path : 'A file'
  return `${path} can't be used: ${words} (${codeOf(error)}).`
}

export const isFull = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'].includes(codeOf(error))
