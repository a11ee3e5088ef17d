import { auditKinds } from '@rolecall/core/directory/audit'
import { BadRequest } from '@rolecall/core/scim/errors'
import type { AuditQuery } from '@rolecall/core/store/events'

import { parseEventId } from '../api/cloud-event.ts'
import { parseInstant } from '../api/parse-instant.ts'
import { limitSchema, maxPageSize, parseLimit, readText } from '../api/page.ts'
import { choiceOf, instant } from '../route/parameter-schemas.ts'
import type { Parameter } from '../route/route.ts'

const defaultLimit = 100

/** What the audit can be asked for. */
export const auditParameters: readonly Parameter[] = [
  {
    name: 'limit',
    description: `The most events to answer, at most ${maxPageSize}; ${defaultLimit} by default`,
    schema: limitSchema,
  },
  { name: 'before', description: 'The id of an event: only older ones, as the Link header of the page before says' },
  { name: 'kind', description: 'What the event is about', schema: choiceOf(auditKinds) },
  { name: 'actor', description: 'The id of a key, person:ID, operator:NAME or server' },
  { name: 'from', description: 'From this instant on (RFC 3339)', schema: instant },
  { name: 'to', description: 'Before this instant (RFC 3339)', schema: instant },
]

/** Reads a query of the audit. Throws BadRequest that names the parameter. */
export function parseAuditQuery(query: string): AuditQuery {
  const parameters = new URLSearchParams(query)
  const text = (name: string): string | undefined => readText(parameters, name) || undefined
  const limit = parameters.get('limit')
  const before = text('before')
  const kind = toKind(text('kind'))
  const actor = text('actor')
  const from = parseInstant('from', text('from'))
  const to = parseInstant('to', text('to'))
  return {
    before: before === undefined ? null : parseEventId(before, 'before'),
    limit: limit === null ? defaultLimit : parseLimit(limit),
    ...(kind === undefined ? {} : { kind }),
    ...(actor === undefined ? {} : { actor }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

function toKind(value: string | undefined): AuditQuery['kind'] {
  const found = auditKinds.find((kind) => kind === value)
  if (value !== undefined && found === undefined) throw new BadRequest(`kind must be one of ${auditKinds.join(', ')}`)
  return found
}
