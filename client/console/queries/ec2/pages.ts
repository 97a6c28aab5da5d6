interface Page {
  NextToken?: string | undefined
}

/** Follows `NextToken` to the end and returns the items of all pages, in their order. */
export async function allEc2Pages<P extends Page, T>(
  load: (next: { NextToken?: string }) => Promise<P>,
  items: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const found: T[] = []
  let next: { NextToken?: string } | undefined = {}
  while (next) {
    const page: P = await load(next)
    found.push(...(items(page) ?? []))
    next = page.NextToken ? { NextToken: page.NextToken } : undefined
  }
  return found
}
