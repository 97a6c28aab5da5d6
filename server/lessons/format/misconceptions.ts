/** What people believe and is not so, by the names that lessons give it. docs/lesson-format.md lists them for authors. */
export const MISCONCEPTIONS = {
  M1: 'Root is just the admin user',
  M2: 'A strong root password is enough',
  M3: 'A new IAM user can sign in',
  M4: 'Authenticated means allowed',
  M5: 'Groups sign in, nest, or are principals',
  M6: 'A console password works in the CLI, and access keys in the console',
  M7: 'The password policy covers root, or changes existing passwords at once',
  M8: 'AWS sends the MFA codes',
  M9: 'A code works for its whole 30 seconds',
  M10: 'A secret key can be looked up later',
  M11: 'Deleting the file or the commit makes a leaked key safe again',
  M12: 'A rotation begins with deleting',
  M13: 'A role has a password or keys, and temporary credentials have two parts',
  M14: 'Turning on MFA protects keys in the CLI',
  M15: 'An EC2 key pair is an IAM credential',
  M16: 'The secret key travels with the request',
  M17: 'A permissions boundary grants permissions',
  M18: 'A bucket policy alone opens a bucket to another account’s users',
  M19: 'A program on a server needs keys in a file',
  M20: 'aws logout ends what was handed out',
} as const

export type Misconception = keyof typeof MISCONCEPTIONS

export const MISCONCEPTION_IDS = Object.keys(MISCONCEPTIONS) as [Misconception, ...Misconception[]]
