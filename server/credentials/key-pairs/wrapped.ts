/** Base64 in lines of `width` characters. */
export const wrapped = (bytes: Buffer, width: number): string[] =>
  bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? []
