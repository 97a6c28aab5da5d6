import { AwsError } from '../aws/aws-error.js'
import { invalidPaginationToken } from '../aws/ec2-errors.js'
import { type Page, page } from '../iam/pagination.js'

/** Without MaxResults an answer has up to that many. Source: EC2 API Reference, "Pagination". */
const MAX_PAGE = 1000

interface PageInput {
  MaxResults?: number | undefined
  NextToken?: string | undefined
}

/** One page of a list, after the item that the token names; shorter if its items are large (`sizeOf`: characters). Throws InvalidPaginationToken. */
export function pageOf<T>(
  items: readonly T[],
  { MaxResults, NextToken }: PageInput,
  keyOf: (item: T) => string,
  sizeOf?: (item: T) => number,
): { items: T[]; NextToken?: string } {
  const { items: shown, Marker } = iamPage(items, { MaxItems: MaxResults ?? MAX_PAGE, Marker: NextToken }, keyOf, sizeOf)
  return { items: shown, ...(Marker === undefined ? {} : { NextToken: Marker }) }
}

function iamPage<T>(...given: Parameters<typeof page<T>>): Page<T> {
  try {
    return page(...given)
  } catch (error) {
    throw error instanceof AwsError ? invalidPaginationToken() : error
  }
}
