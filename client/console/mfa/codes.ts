/** The form of a code, and all that can be told before the server sees it: AWS's console sends any two. */
export const isCode = (code: string): boolean => /^\d{6}$/.test(code)

/** AWS's pattern of a virtual device's name; 128 characters as the console allows. */
export const deviceNamePattern = /^[\w+=,.@-]{1,128}$/

/** Seeds and pictures are blobs in the SDK; the seed's bytes are its Base32 text. */
export const seedText = (seed: Uint8Array): string => new TextDecoder().decode(seed)
