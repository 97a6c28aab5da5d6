export type CodesProblem = 'six-digits' | 'identical'

/** What can be told of two codes before the server sees them: their form, and that the second is another one. */
export function codesProblem(first: string, second: string): { first?: CodesProblem; second?: CodesProblem } {
  const digits = /^\d{6}$/
  return {
    ...(digits.test(first) ? {} : { first: 'six-digits' as const }),
    ...(digits.test(second) ? (first === second ? { second: 'identical' as const } : {}) : { second: 'six-digits' as const }),
  }
}

/** AWS's pattern of a virtual device's name; 128 characters as the console allows. */
export const deviceNamePattern = /^[\w+=,.@-]{1,128}$/

/** Seeds and pictures are blobs in the SDK; the seed's bytes are its Base32 text. */
export const seedText = (seed: Uint8Array): string => new TextDecoder().decode(seed)

/** `arn:aws:iam::<account>:mfa/<name>` is a virtual device: an entity of its own that is deleted on removal. */
export const isVirtual = (serialNumber: string): boolean => /^arn:[^:]+:iam::\d{12}:mfa\//.test(serialNumber)
