import type { KeysetPage } from '@rolecall/core/store/resources'
import type { MemberName } from '@rolecall/core/organization/find-member'
import { BadRequest } from '@rolecall/core/scim/errors'
import { isStorableText } from '@rolecall/core/scim/storable-text'

import type { Answer } from '../route/answer.ts'
import { wholeNumber } from '../route/parameter-schemas.ts'
import type { PublicRequest } from '../route/route-request.ts'
import type { Parameter } from '../route/route.ts'

/** The most that one page of a list has. */
export const maxPageSize = 1_000

/** How a query names a member. */
export const memberNameParameters: readonly Parameter[] = [
  { name: 'email', description: 'The e-mail address of the member' },
  { name: 'userId', description: 'Instead of the e-mail address, the id that events and lists have' },
]

/** Of a `limit`: more than a page can have means a whole page. */
export const limitSchema = wholeNumber({ minimum: 1 })

export const pageParameters: readonly Parameter[] = [
  { name: 'limit', description: `The most entries to answer, at most ${maxPageSize}`, schema: limitSchema },
  { name: 'after', description: 'Where the page begins, as the Link header of the page before says' },
]

/** The page that a query asks for. Throws BadRequest for a limit that is no number from 1. */
export function parsePage(query: string): KeysetPage {
  const parameters = new URLSearchParams(query)
  return { after: readText(parameters, 'after'), limit: parseLimit(parameters.get('limit')) }
}

/** A parameter that is looked up in the database. Throws BadRequest for what no database can keep. */
export function readText(parameters: URLSearchParams, name: string): string | null {
  const value = parameters.get(name)
  if (value === null || isStorableText(value)) return value
  throw new BadRequest(`${name} must not contain U+0000`)
}

/** Whom a query names: `email`, or `userId` instead; `null` where neither is there. Throws BadRequest for both. */
export function readMemberName(parameters: URLSearchParams): MemberName | null {
  const email = readText(parameters, 'email')
  const userId = readText(parameters, 'userId')
  if (userId === null) return email
  if (email === null) return { userId }
  throw new BadRequest('email and userId must not be there together: one names the member')
}

/** A parameter that is `true` or `false`; `null` where it is absent. Throws BadRequest for anything else. */
export function parseFlag(parameters: URLSearchParams, name: string): boolean | null {
  const value = parameters.get(name)
  if (value === null) return null
  if (value === 'true' || value === 'false') return value === 'true'
  throw new BadRequest(`${name} must be true or false`)
}

/** A number from 1; more than a page can have means a whole page. */
export function parseLimit(text: string | null): number {
  if (text === null) return maxPageSize
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new BadRequest('limit must be a whole number from 1')
  return Math.min(Number(text), maxPageSize)
}

/** A page, with the link to the next one (RFC 8288) where there may be more. `after` is the last entry's place. */
export function toPageAnswer(
  request: Pick<PublicRequest, 'origin' | 'query'>,
  path: string,
  page: KeysetPage,
  body: readonly unknown[],
  after?: string,
): Answer {
  if (after === undefined || body.length < page.limit) return { status: 200, body }
  return { status: 200, headers: toNextLink(request, path, page, after), body }
}

/** The header that leads to the next page: the same query from that place on. */
export function toNextLink(
  request: Pick<PublicRequest, 'origin' | 'query'>,
  path: string,
  { limit }: KeysetPage,
  after: string,
): { readonly Link: string } {
  const query = new URLSearchParams({ limit: String(limit), after })
  for (const [name, value] of new URLSearchParams(request.query)) if (!query.has(name)) query.append(name, value)
  return { Link: `<${request.origin}${path}?${query.toString()}>; rel="next"` }
}
