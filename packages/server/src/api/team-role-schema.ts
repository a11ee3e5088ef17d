import {
  array,
  boolean,
  exactOptional,
  integer,
  literal,
  maxValue,
  minValue,
  number,
  object,
  picklist,
  pipe,
  strictObject,
  string,
  union,
} from 'valibot'

import { longText, text } from './text-schema.ts'

export const shownTeamRoleSchema = object({
  name: string(),
  description: string(),
  rank: number(),
  precedence: number(),
  permissions: array(string()),
  privileged: boolean(),
})

/** The catalogue of team roles. */
export const teamRolesSchema = object({
  mode: picklist(['default', 'custom-team-roles']),
  'team-roles': array(shownTeamRoleSchema),
})

/** What a column of either database can hold. */
const place = pipe(number(), integer(), minValue(-(2 ** 31)), maxValue(2 ** 31 - 1))

export const teamRoleInputSchema = strictObject({
  name: text,
  description: exactOptional(longText),
  rank: exactOptional(place),
  precedence: exactOptional(place),
  permissions: exactOptional(array(text)),
  privileged: exactOptional(boolean()),
})

/** A catalogue of the organization's own, or the default one. */
export const teamRolesInputSchema = union([
  strictObject({ mode: exactOptional(literal('custom-team-roles')), 'team-roles': array(teamRoleInputSchema) }),
  object({ mode: literal('default') }),
])
