import {
  any,
  array,
  boolean,
  nullable,
  number,
  object,
  optional,
  picklist,
  string,
  union,
  lazy,
  literal,
  looseObject,
  type GenericSchema,
} from 'valibot'

import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'

import { grantView } from './member-schema.ts'

const traced = { result: boolean(), text: string(), line: optional(number()), column: optional(number()) }

/** A condition with what each part came to, and the fact that decided it. */
export const conditionSchema: GenericSchema<ConditionTrace> = union([
  object({ ...traced, kind: picklist(['all', 'any']), parts: array(lazy(() => conditionSchema)) }),
  object({ ...traced, kind: literal('not'), part: lazy(() => conditionSchema) }),
  object({ ...traced, kind: literal('comparison'), fact: any() }),
  object({
    ...traced,
    kind: literal('group'),
    group: string(),
    by: optional(picklist(['name', 'id', 'pattern', 'filter'])),
  }),
]) as GenericSchema<ConditionTrace>

const cause = nullable(
  object({
    kind: picklist(['scim', 'api', 'cli', 'job']),
    time: string(),
    requestId: nullable(string()),
    keyId: nullable(string()),
    keyName: nullable(string()),
  }),
)

const mapping = nullable(
  object({ version: number(), created: string(), authorKeyId: nullable(string()), author: nullable(string()) }),
)

/** A role that somebody has, or had, and how it came about. */
export const explainedGrantSchema = object({
  ...grantView,
  shown: boolean(),
  reason: string(),
  line: nullable(number()),
  condition: nullable(conditionSchema),
  filled: array(
    object({
      template: string(),
      text: string(),
      values: array(object({ variable: string(), value: string() })),
    }),
  ),
  cause,
  mapping,
  groupNow: nullable(string()),
  groupThen: nullable(string()),
})

/** Something that a plugin gives somebody beside roles, and how it came about. */
export const explainedEffectSchema = object({
  effect: string(),
  value: looseObject({}),
  rule: string(),
  state: picklist(['active', 'expired', 'retained', 'withheld']),
  effective: boolean(),
  expiresAt: nullable(string()),
  line: nullable(number()),
  reason: string(),
  condition: nullable(conditionSchema),
  cause,
  mapping,
})

/** Why a member has a role, or not. */
export const explanationSchema = object({
  member: object({
    userId: string(),
    emailAddress: string(),
    displayName: nullable(string()),
    status: picklist(['active', 'inactive']),
  }),
  scope: nullable(string()),
  role: nullable(string()),
  effect: nullable(string()),
  at: nullable(string()),
  effective: boolean(),
  grants: array(explainedGrantSchema),
  effects: array(explainedEffectSchema),
  whyNot: array(
    object({
      rule: string(),
      line: number(),
      nearest: boolean(),
      condition: conditionSchema,
      reasons: array(string()),
    }),
  ),
  notes: array(string()),
})
