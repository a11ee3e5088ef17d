import { choiceOf, wholeNumber } from '../route/parameter-schemas.ts'
import type { Parameter } from '../route/route.ts'

/** Which attributes the answer has (RFC 7644 §3.9). */
export const projectionParameters: readonly Parameter[] = [
  { name: 'attributes', description: 'Only these attributes, joined by commas' },
  { name: 'excludedAttributes', description: 'Without these attributes, joined by commas' },
]

/** What a search asks for (RFC 7644 §3.4.2). */
export const searchParameters: readonly Parameter[] = [
  { name: 'filter', description: 'A filter of RFC 7644 §3.4.2.2' },
  { name: 'sortBy', description: 'The attribute to sort by' },
  { name: 'sortOrder', description: 'Without it ascending', schema: choiceOf(['ascending', 'descending']) },
  { name: 'startIndex', description: 'The place of the first resource, from 1', schema: wholeNumber() },
  { name: 'count', description: 'The most resources to answer', schema: wholeNumber() },
  {
    name: 'cursor',
    description: 'Empty for the first page by cursor, then nextCursor or previousCursor of a page (RFC 9865)',
  },
  ...projectionParameters,
]
