import {
  array,
  boolean,
  exactOptional,
  nullable,
  number,
  object,
  partial,
  picklist,
  record,
  strictObject,
  string,
  unknown,
} from 'valibot'

import { text } from './text-schema.ts'

const member = {
  emailAddress: string(),
  userId: string(),
  displayName: nullable(string()),
  role: string(),
  status: picklist(['active', 'inactive']),
  emailValidated: boolean(),
  teams: array(object({ teamId: string(), role: string(), roles: array(string()) })),
}

/** A grant as applications read it. */
export const grantView = {
  scope: string(),
  role: string(),
  source: picklist(['mapping', 'provider', 'manual', 'break-glass']),
  state: picklist(['withheld', 'waiting', 'suspended', 'suppressed', 'retained', 'expired', 'active']),
  effective: boolean(),
  rule: nullable(string()),
  group: nullable(string()),
  groupId: nullable(string()),
  mappingVersion: nullable(number()),
  since: string(),
  expiresAt: nullable(string()),
}

/** A grant of a member. */
export const grantSchema = object(grantView)

/** Something that an owner should look at, with some of the others that it is about. */
export const findingSchema = object({ code: string(), message: string(), others: exactOptional(array(string())) })

/** A member in a list. */
export const memberSchema = object(member)

/** A member with everything that gives, or would give, a role, and what is odd about what the provider sends. */
export const memberDetailSchema = object({
  ...member,
  grants: array(grantSchema),
  findings: array(findingSchema),
})

/** What the provider has sent of a member. */
export const memberFactsSchema = object({
  provisioned: boolean(),
  created: string(),
  lastModified: string(),
  externalId: nullable(string()),
  attributes: record(string(), unknown()),
  groupCount: number(),
  groups: array(object({ id: string(), displayName: string() })),
})

/**
 * A member's manual organization role; `null` takes it away. What GET gives is taken, too: `emailAddress` must be that of
 * the path and `userId` that of the member, and all else is read-only.
 */
export const memberRoleSchema = strictObject({
  ...partial(memberDetailSchema).entries,
  role: nullable(text),
})
