/** A picture beside the lesson: a plain file name, so that nothing else of the machine can be asked for. */
export const PICTURE = /^[a-z0-9][a-z0-9-]*\.(svg|png|webp)$/

/** The pictures that a text shows as `![what it shows](name.svg)`. */
export const picturesIn = (text: string): string[] => [...text.matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, name = '']) => name)

/** The same text, its pictures at the address where the lab serves them. */
export const withPictureAddresses = (text: string, lessonId: string): string =>
  text.replace(/(!\[[^\]]*\]\()([^)]+)\)/g, `$1/api/lab/lessons/${lessonId}/pictures/$2)`)
