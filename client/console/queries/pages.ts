/** One page of a paginated IAM list. */
interface Page {
  IsTruncated?: boolean | undefined
  Marker?: string | undefined
}

/** Follows `Marker` to the end and returns the items of all pages, in their order. */
export async function allPages<P extends Page, T>(
  load: (marker: { Marker?: string }) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const found: T[] = []
  let marker: { Marker?: string } | undefined = {}
  while (marker) {
    const page: P = await load(marker)
    found.push(...(items(page) ?? []))
    marker = page.IsTruncated && page.Marker ? { Marker: page.Marker } : undefined
  }
  return found
}
