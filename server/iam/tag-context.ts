/** `aws:ResourceTag/k` and `iam:ResourceTag/k` of an existing entity. */
export function tagContext(tags: readonly { Key: string; Value: string }[]): Record<string, string> {
  return Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  )
}

/** `aws:RequestTag/k` and `aws:TagKeys` of a request that passes tags. */
export function requestTagContext(tags: readonly { Key: string; Value: string }[] = []): Record<string, string | string[]> {
  if (tags.length === 0) return {}
  return {
    ...Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    'aws:TagKeys': tags.map(({ Key }) => Key),
  }
}
