import { any, array, nullable, number, object, picklist, string } from 'valibot'

import { requestOutcomes } from '@rolecall/core/directory/request-log'

import { namedThingSchema, storyPartSchema } from './story-schema.ts'

/** A SCIM request as the provisioning log shows it. */
export const loggedRequestSchema = object({
  id: string(),
  time: string(),
  requestId: string(),
  traceId: nullable(string()),
  method: string(),
  path: string(),
  status: number(),
  outcome: picklist(requestOutcomes),
  durationMs: number(),
  keyId: string(),
  provider: nullable(string()),
  resourceType: nullable(string()),
  resourceId: nullable(string()),
  scimType: nullable(string()),
  detail: nullable(string()),
  tolerances: array(string()),
  leftOut: array(object({ path: string(), why: string() })),
  story: array(storyPartSchema),
  about: nullable(namedThingSchema),
  request: any(),
  response: any(),
})

const counted = { requests: number(), failures: number() }

/** What the requests of the last hours came to. */
export const requestSummarySchema = object({
  ...counted,
  ratio: number(),
  leftOut: number(),
  lastRequestAt: nullable(string()),
  quarantine: object({ threshold: number(), minimum: number(), at: picklist(['none', 'watch', 'danger']) }),
  hours: array(object({ from: string(), ...counted })),
  tolerances: array(object({ name: string(), count: number() })),
})
