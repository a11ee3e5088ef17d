import { array, boolean, nullable, number, object, picklist, string } from 'valibot'

import { findingSchema } from './member-schema.ts'

/** A role that membership in a group gives, by that rule of the mapping in force. */
export const groupGiftSchema = object({ scope: string(), role: string(), rule: string(), line: nullable(number()) })

/** A group with how many members it has, and what it gives to somebody of whom nothing else is known. */
export const groupSchema = object({
  id: string(),
  displayName: string(),
  externalId: nullable(string()),
  members: number(),
  unresolved: number(),
  boundNames: array(string()),
  gives: array(groupGiftSchema),
  created: string(),
  lastModified: string(),
})

/** A group with what is odd about it. */
export const groupDetailSchema = object({ ...groupSchema.entries, findings: array(findingSchema) })

export const groupMemberSchema = object({
  value: string(),
  type: nullable(picklist(['User', 'Group'])),
  userId: nullable(string()),
  emailAddress: nullable(string()),
  displayName: nullable(string()),
  resolved: boolean(),
})
