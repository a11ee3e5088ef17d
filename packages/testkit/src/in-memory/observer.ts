import type { OperationContext } from '@rolecall/core/change/operation-context'
import type { Explanation } from '@rolecall/core/directory/explanation'
import type { MemberDetail } from '@rolecall/core/directory/member-view'
import type { VerifyDifference } from '@rolecall/core/directory/verification'
import { explainMember, type ExplainQuery } from '@rolecall/core/explain/explain-member'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import { getMember } from '@rolecall/core/organization/find-member'
import { readMember } from '@rolecall/core/organization/read-member'
import { readPanel } from '@rolecall/core/organization/read-panel'
import { toAnswerContext } from '@rolecall/core/organization/to-answer-context'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import type { PanelContent } from '@rolecall/core/plugin/panel-content'
import type { Json, JsonObject } from '@rolecall/core/scim/resource/resource-data'

import { askRoute, findPanel, type RouteReply } from '../mapping/ask-plugin.ts'
import type { Naming } from './to-email.ts'

/** What can be seen of the organization. */
export interface Observer {
  readonly memberOf: (name: string) => Promise<MemberDetail>
  /** `scope role state` of each grant of a member, in the order of their text: `team:sales Editor effective`. */
  readonly grantsOf: (name: string) => Promise<readonly string[]>
  /** What rules and plugins assign to a person by an effect that is no role: `[{ sku: 'E5' }]`. */
  readonly valuesOf: (name: string, effect: string) => Promise<readonly JsonObject[]>
  /** Why a person has a role, or not. */
  readonly explain: (name: string, question?: Partial<ExplainQuery>) => Promise<Explanation>
  /** The events since the last call. */
  readonly newEvents: () => Promise<readonly StoredEvent[]>
  /** Differences between what is stored and a computation from nothing. */
  readonly verify: () => Promise<readonly VerifyDifference[]>
  /** What a panel, `plugin/panel`, shows: the first page of it, or that of a person. */
  readonly readPanel: (panel: string, question?: PanelWish) => Promise<PanelContent>
  /** What a route, `GET /plugins/licences/counts?sku=E5`, answers. */
  readonly callRoute: (request: string, body?: Json) => Promise<RouteReply>
}

/** Which page of a panel, or whose panel. */
export interface PanelWish {
  /** Of a panel of a person: whose. */
  readonly person?: string
  readonly after?: string
  /** 50 where it is left out. */
  readonly limit?: number
}

export function createObserver(context: OperationContext, toUserName: Naming): Observer {
  const reader = context.store.read(context.organizationId)
  const memberOf = (name: string) => readMember(context, toUserName(name))
  let seen: StoredEvent | null = null
  return {
    memberOf,
    grantsOf: async (name) =>
      (await memberOf(name)).grants.map(({ role, scope, state }) => `${scope} ${role} ${state}`).toSorted(),
    async valuesOf(name, effect) {
      const { id } = await getMember(reader, toUserName(name))
      return toAnswerContext(context).reader.listAssignedTo(id, effect)
    },
    explain: (name, question = {}) => explainMember(context, { ...anything, ...question, member: toUserName(name) }),
    async newEvents() {
      const events = await reader.events.list(seen, 100_000)
      seen = events.at(-1) ?? seen
      return events
    },
    verify: async () => (await verifyGrants(context, context.organizationId)).differences,
    readPanel: async (panel, { after = null, limit = 50, person } = {}) =>
      readPanel(context, findPanel(context.host, panel), {
        page: { after, limit },
        email: person === undefined ? null : toUserName(person),
      }),
    callRoute: async (request, body) => askRoute(context.host, request, { ...toAnswerContext(context), body }),
  }
}

const anything = { scope: null, role: null, at: null, addGroups: [], removeGroups: [] }
