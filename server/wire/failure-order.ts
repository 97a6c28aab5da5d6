/**
 * Failures in the order in which AWS tells them: that of a Java hash map of their paths. The model's order and the order
 * of names are not it. It's what both recorded answers with several wrong members have in common: UpdateAccountPasswordPolicy
 * tells minimumPasswordLength, passwordReusePrevention, and maxPasswordAge; CreateOpenIDConnectProvider tells clientIDList,
 * thumbprintList, and url.
 */
export function inAwsOrder<T extends { path: string }>(failures: readonly T[]): T[] {
  const buckets = bucketsFor(new Set(failures.map(({ path }) => path)).size)
  return [...failures].sort((a, b) => bucket(a.path, buckets) - bucket(b.path, buckets))
}

/** A map begins with 16 buckets, and doubles them when it's three quarters full. */
function bucketsFor(entries: number): number {
  let buckets = 16
  while (entries > buckets * 0.75) buckets *= 2
  return buckets
}

function bucket(text: string, buckets: number): number {
  let hash = 0
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0
  return (hash ^ (hash >>> 16)) & (buckets - 1)
}
