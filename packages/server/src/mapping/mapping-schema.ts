import {
  array,
  boolean,
  looseObject,
  maxLength,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  strictObject,
  string,
} from 'valibot'

import { grantLineKinds } from '@rolecall/core/directory/plan'

/** A mistake or a doubt, at its place in the mapping file. */
export const diagnosticSchema = object({
  severity: picklist(['error', 'warning']),
  line: number(),
  column: number(),
  code: string(),
  message: string(),
})

export const diagnosticsSchema = array(diagnosticSchema)

export const testReportSchema = object({
  passed: number(),
  failed: number(),
  results: array(
    object({ name: string(), line: number(), outcome: picklist(['passed', 'failed']), problems: array(string()) }),
  ),
  coverage: object({
    rules: number(),
    covered: number(),
    uncovered: array(object({ id: string(), line: number() })),
  }),
})

const summarySchema = object({
  people: number(),
  adds: number(),
  removes: number(),
  changes: number(),
  held: number(),
  effects: number(),
  failed: number(),
})

/** What a plan does to one role of one person. */
export const planLineSchema = object({
  userId: string(),
  emailAddress: string(),
  scope: string(),
  role: string(),
  state: string(),
  rule: string(),
  group: nullable(string()),
  groupId: nullable(string()),
  expiresAt: nullable(string()),
  before: optional(object({ rule: string(), groupId: nullable(string()), expiresAt: nullable(string()) })),
  reason: string(),
})

export const planLinesSchema = array(planLineSchema)

/** Whose roles a plan touches, with every line about them. */
export const planPersonSchema = object({
  userId: string(),
  emailAddress: string(),
  displayName: nullable(string()),
  lines: array(object({ kind: picklist(grantLineKinds), ...planLineSchema.entries })),
})

export const planPeopleSchema = array(planPersonSchema)

/** How many people gain, lose or keep a role; `waits` of `adds` are in force only when the team or the role is there. */
export const plannedRoleSchema = object({
  scope: string(),
  role: string(),
  adds: number(),
  removes: number(),
  changes: number(),
  held: number(),
  waits: number(),
})

/** What a plan does to something beside a role of one person: whatever a rule or a plugin gives. */
export const planEffectSchema = object({
  userId: string(),
  emailAddress: string(),
  change: picklist(['adds', 'removes', 'changes', 'held']),
  effect: string(),
  value: looseObject({}),
  rule: string(),
  state: picklist(['active', 'expired', 'retained', 'withheld']),
  expiresAt: nullable(string()),
  before: optional(object({ rule: string(), value: looseObject({}), expiresAt: nullable(string()) })),
  reason: string(),
})

export const planEffectsSchema = array(planEffectSchema)

/** Rules that failed for a person: what each has given stays. */
export const planFailuresSchema = array(
  object({
    userId: string(),
    emailAddress: string(),
    rule: string(),
    line: number(),
    plugin: nullable(string()),
    reason: string(),
  }),
)

export const planSchema = object({
  planId: string(),
  baseVersion: number(),
  factRevision: number(),
  rollbackTo: nullable(number()),
  textDiffers: boolean(),
  created: string(),
  expiresAt: string(),
  summary: summarySchema,
  adds: planLinesSchema,
  removes: planLinesSchema,
  changes: planLinesSchema,
  held: planLinesSchema,
  effects: planEffectsSchema,
  failed: planFailuresSchema,
  warnings: diagnosticsSchema,
  errors: array(object({ code: string(), message: string() })),
  tests: testReportSchema,
  groups: nullable(
    object({
      unnamedGroups: object({ total: number(), first: array(object({ id: string(), displayName: string() })) }),
      entriesWithoutGroup: object({
        total: number(),
        first: array(object({ rule: string(), line: number(), text: string() })),
      }),
    }),
  ),
  roles: nullable(object({ total: number(), waits: number(), first: array(plannedRoleSchema) })),
})

export const runningPlanSchema = object({
  planId: string(),
  progress: object({ done: number(), total: number() }),
})

export const appliedSchema = object({
  version: number(),
  created: string(),
  summary: summarySchema,
  diagnostics: diagnosticsSchema,
  confirmBy: nullable(string()),
})

const version = {
  version: number(),
  created: string(),
  author: nullable(object({ keyId: string(), displayName: string() })),
  format: picklist(['yaml', 'json']),
  current: boolean(),
  rollbackTo: nullable(number()),
  confirmBy: nullable(string()),
  revertsTo: nullable(number()),
  revertedBy: nullable(number()),
  automatic: boolean(),
}

export const versionSchema = object(version)
export const versionDetailSchema = object({ ...version, text: string(), against: number(), diff: string() })

export const applySchema = strictObject({
  planId: pipe(string(), maxLength(100)),
  commitWithin: optional(nullable(string())),
  confirm: optional(nullable(boolean())),
})

export const checkedSchema = object({ valid: boolean(), diagnostics: diagnosticsSchema, tests: testReportSchema })

export const jsonSchemaSchema = looseObject({})
