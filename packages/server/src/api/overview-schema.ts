import { array, boolean, nullable, number, object, picklist, string } from 'valibot'

import { noticeCodes, type NoticeCode } from '@rolecall/core/directory/notice'

import { verificationSchema } from './verification-schema.ts'

/** A step of the set-up, and whether it is done. */
export const setupCheckSchema = object({
  name: picklist([
    'token-exchange',
    'connection',
    'first-user',
    'external-id',
    'external-id-shared',
    'email',
    'provider-roles',
    'first-group',
    'external-id-shared-groups',
    'mapping',
  ]),
  state: picklist(['waiting', 'attention', 'done']),
  at: nullable(string()),
  affected: number(),
  of: number(),
  examples: array(string()),
})

/**
 * How many people, of those who are active, Owners, roles of the mapping, groups and teams there were on a day, as last counted on it
 * (UTC). `null` is what was not counted yet on that day.
 */
export const dailyCountSchema = object({
  day: string(),
  people: number(),
  active: nullable(number()),
  owners: number(),
  roles: number(),
  groups: nullable(number()),
  teams: nullable(number()),
})

/** What waits for somebody, and a sentence that says what to do. */
export const noticeSchema = object({
  code: picklist(Object.keys(noticeCodes) as NoticeCode[]),
  subject: string(),
  since: string(),
  message: string(),
})

/** How far the organization is set up. */
export const overviewSchema = object({
  organization: object({ id: string(), name: string() }),
  tenantUrl: string(),
  counts: object({ members: number(), groups: number(), teams: number(), unresolvedMembers: number() }),
  owners: number(),
  ownerlessSince: nullable(string()),
  openHolds: number(),
  mappingVersion: number(),
  endpointsOff: array(
    object({
      id: string(),
      kind: picklist(['webhook', 'push', 'poll']),
      displayName: string(),
      reason: picklist(['failing', 'gone', 'refused']),
      lastError: nullable(string()),
    }),
  ),
  notices: array(noticeSchema),
  decisionsPaused: boolean(),
  verification: nullable(verificationSchema),
  checks: array(setupCheckSchema),
})
