import { requestOutcomes, type RequestLogPlace, type RequestLogQuery } from '@rolecall/core/directory/request-log'
import { BadRequest } from '@rolecall/core/scim/errors'

import { limitSchema, maxPageSize, parseLimit, parseFlag, readText } from '../api/page.ts'
import { parseInstant } from '../api/parse-instant.ts'
import { choiceOf, flag, instant, wholeNumber } from '../route/parameter-schemas.ts'
import type { Parameter } from '../route/route.ts'

/** Entries carry bodies: a page is smaller where nobody asks for more. */
const defaultLimit = 100

/** What the provisioning log can be asked for. */
export const logParameters: readonly Parameter[] = [
  {
    name: 'limit',
    description: `The most requests to answer, at most ${maxPageSize}; ${defaultLimit} by default`,
    schema: limitSchema,
  },
  { name: 'after', description: 'Where the page begins, as the Link header of the page before says' },
  { name: 'outcome', description: 'How the request ended', schema: choiceOf(requestOutcomes) },
  { name: 'status', description: 'An HTTP status', schema: wholeNumber({ minimum: 100, maximum: 599 }) },
  { name: 'method', description: 'An HTTP method' },
  { name: 'resource', description: 'A resource type (User, Group, Bulk) or the id of a resource' },
  { name: 'keyId', description: 'The id of the API key' },
  { name: 'requestId', description: 'The X-Request-Id of the answer' },
  { name: 'tolerance', description: 'The name of a tolerance that was needed' },
  {
    name: 'leftOut',
    description: 'true for requests that were answered 2xx though something of them was not done',
    schema: flag,
  },
  { name: 'changed', description: 'true for requests that have changed something', schema: flag },
  { name: 'from', description: 'From this instant on (RFC 3339)', schema: instant },
  { name: 'to', description: 'Before this instant (RFC 3339)', schema: instant },
  { name: 'q', description: 'A text in the path, the detail or the body of the request' },
]

/** Reads a query of the provisioning log. Throws BadRequest that names the parameter. */
export function parseLogQuery(query: string): RequestLogQuery {
  const parameters = new URLSearchParams(query)
  const text = (name: string): string | undefined => readText(parameters, name) || undefined
  const limit = parameters.get('limit')
  const filters = {
    outcome: oneOf('outcome', text('outcome')),
    status: toStatus(text('status')),
    method: text('method')?.toUpperCase(),
    resource: text('resource'),
    keyId: text('keyId'),
    requestId: text('requestId'),
    tolerance: text('tolerance'),
    leftOut: parseFlag(parameters, 'leftOut') === true ? true : undefined,
    changed: parseFlag(parameters, 'changed') === true ? true : undefined,
    from: parseInstant('from', text('from')),
    to: parseInstant('to', text('to')),
    text: text('q'),
  }
  const after = text('after')
  return {
    ...(Object.fromEntries(
      Object.entries(filters).filter(([, value]) => value !== undefined),
    ) as Partial<RequestLogQuery>),
    after: after === undefined ? null : toPlace(after),
    limit: limit === null ? defaultLimit : parseLimit(limit),
  }
}

/** The place of an entry as a query carries it. */
export function formatPlace({ time, id }: RequestLogPlace): string {
  return `${time}_${id}`
}

function toPlace(after: string): RequestLogPlace {
  const [, time, id] = /^([^_]{1,40})_([^_]{1,64})$/.exec(after) ?? []
  if (time === undefined || id === undefined) throw new BadRequest('after must be what the Link header said')
  return { time, id }
}

function oneOf(name: string, value: string | undefined): RequestLogQuery['outcome'] | undefined {
  const found = requestOutcomes.find((known) => known === value)
  if (value !== undefined && found === undefined)
    throw new BadRequest(`${name} must be one of ${requestOutcomes.join(', ')}`)
  return found
}

function toStatus(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^[1-5]\d\d$/.test(value)) throw new BadRequest('status must be an HTTP status, such as 409')
  return Number(value)
}
