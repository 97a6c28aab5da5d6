/**
 * The content type of an import: one line of JSON, then the file as it is. So the file is never read as JSON, and the
 * passphrase appears neither in the address nor in a header.
 */
export const IMPORT_TYPE = 'application/vnd.iam-dojo.import'
