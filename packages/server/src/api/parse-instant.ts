import { BadRequest } from '@rolecall/core/scim/errors'
import { beginsWithDay } from '@rolecall/core/scim/resource/to-instant'

/** With or without time and zone, as `Date` reads them; compared as UTC. Throws BadRequest that names the parameter. */
export function parseInstant(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const time = Date.parse(value)
  const isDay = beginsWithDay(value) || /^\d{4}-\d\d$/.test(value)
  if (!isDay || Number.isNaN(time)) throw new BadRequest(`${name} must be an instant, such as 2026-01-31T12:00:00Z`)
  return new Date(time).toISOString()
}
