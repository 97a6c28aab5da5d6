import { ApiError } from '../../api/api-error.js'

/** What is said of a file that is not taken in. Each leaves the server as it was. */

export const foreign = (): ApiError =>
  new ApiError(400, 'NotAnAccountFile', 'IAM Dojo did not export this file. Nothing was changed.')

export const damaged = (): ApiError =>
  new ApiError(400, 'DamagedFile', 'The file is damaged, or somebody edited it after the export. Nothing was changed.')

export const newer = (): ApiError =>
  new ApiError(400, 'NewerFile', 'A newer version of IAM Dojo exported this file. Import it with that version.')

export const wrongPassphrase = (): ApiError =>
  new ApiError(400, 'WrongPassphrase', 'This passphrase doesn’t open the file. Nothing was changed.')

export const tooLarge = (): ApiError =>
  new ApiError(413, 'TooLarge', 'The file is larger than any account that IAM Dojo exports. Nothing was changed.')

export const tooManyNodes = (): ApiError =>
  new ApiError(
    413,
    'TooManyNodes',
    'The file contains more values than any account that IAM Dojo exports. Nothing was changed.',
  )

export const tooDeep = (): ApiError =>
  new ApiError(413, 'TooDeep', 'The file is nested deeper than any account that IAM Dojo exports. Nothing was changed.')

/** `what` is a sentence without its full stop: what is wrong with which part of the account. */
export const invalidAccount = (what: string): ApiError =>
  new ApiError(400, 'InvalidAccount', `The account in this file can't be used. ${what}. Nothing was changed.`)
