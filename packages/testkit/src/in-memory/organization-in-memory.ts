import type { OperationContext, OperationServices } from '@rolecall/core/change/operation-context'
import type { Explanation } from '@rolecall/core/directory/explanation'
import type { MemberDetail } from '@rolecall/core/directory/member-view'
import type { VerifyDifference } from '@rolecall/core/directory/verification'
import { explainMember, type ExplainQuery } from '@rolecall/core/explain/explain-member'
import { verifyGrants } from '@rolecall/core/job/verify-grants'
import type { AppliedMapping, ApplyWishes } from '@rolecall/core/mapping/apply-difference'
import { applyMapping, applyPlan } from '@rolecall/core/mapping/apply-mapping'
import { planMapping, type PlannedMapping } from '@rolecall/core/mapping/plan-mapping'
import type { PlanView } from '@rolecall/core/directory/plan-view'
import { readPlan } from '@rolecall/core/mapping/read-plan'
import { putTeam, type TeamInput } from '@rolecall/core/organization/put-team'
import { readMember } from '@rolecall/core/organization/read-member'
import { setMemberRole } from '@rolecall/core/organization/set-member-role'
import type { Cause, StoredEvent } from '@rolecall/core/plugin/event'
import { decideHold, listHolds, type HoldView } from '@rolecall/core/roles/hold/holds'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { StoreReader } from '@rolecall/core/store'

import { createProvider, type Provider } from './provider.ts'
import { toEmail } from './to-email.ts'

/**
 * One organization without server and database, in the words of its provider and its owner: the operations of core that
 * the routes call. What an operation refuses is thrown. A person is named by what precedes `@example.com`.
 */
export interface OrganizationInMemory extends Provider {
  readonly id: string
  /** For operations that have no word here: as a request of the owner. */
  readonly owner: OperationContext
  readonly reader: StoreReader
  readonly putMapping: (text: string, wishes?: Partial<ApplyWishes>) => Promise<AppliedMapping>
  /** Makes a plan and waits for it; `null` is of the current mapping. */
  readonly plan: (mapping: string | PlannedMapping) => Promise<PlanView>
  readonly apply: (plan: Pick<PlanView, 'planId'>, wishes?: Partial<ApplyWishes>) => Promise<AppliedMapping>
  readonly putTeam: (id: string, input?: TeamInput) => Promise<void>
  /** The manual organization role of a person, who is invited where they are no member; `null` takes it away. */
  readonly setRole: (name: string, role: string | null) => Promise<void>
  readonly memberOf: (name: string) => Promise<MemberDetail>
  /** `scope role state` of each grant of a member, in the order of their text. */
  readonly grantsOf: (name: string) => Promise<readonly string[]>
  readonly explain: (name: string, question?: Partial<ExplainQuery>) => Promise<Explanation>
  readonly openHolds: () => Promise<readonly HoldView[]>
  readonly decide: (holdId: string, verdict: 'approved' | 'rejected') => Promise<HoldView>
  /** The events since the last call. */
  readonly newEvents: () => Promise<readonly StoredEvent[]>
  /** Differences between what is stored and a computation from nothing. */
  readonly verify: () => Promise<readonly VerifyDifference[]>
}

export function toOrganizationInMemory(services: OperationServices, id: string): OrganizationInMemory {
  const owner = toContext(services, id, 'api')
  const reader = services.store.read(id)
  const memberOf = (name: string) => readMember(owner, toEmail(name))
  let seen: StoredEvent | null = null
  return {
    ...createProvider(toContext(services, id, 'scim')),
    id,
    owner,
    reader,
    putMapping: (text, wishes = {}) => applyMapping(owner, { text, format: 'yaml' }, { ifMatch: null, ...wishes }),
    async plan(mapping) {
      const planned = typeof mapping === 'string' ? { text: mapping, format: 'yaml' as const } : mapping
      const { made, planId } = await planMapping(owner, planned)
      await made
      const answer = await readPlan(owner, planId)
      if (answer.state === 'running') throw new Error('the plan has not come to its end')
      return answer.plan
    },
    apply: ({ planId }, wishes) => applyPlan(owner, planId, wishes),
    putTeam: async (team, input = {}) => void (await putTeam(owner, team, input)),
    setRole: async (name, role) => void (await setMemberRole(owner, toEmail(name), { role })),
    memberOf,
    grantsOf: async (name) =>
      (await memberOf(name)).grants.map(({ role, scope, state }) => `${scope} ${role} ${state}`).toSorted(),
    explain: (name, question = {}) =>
      explainMember(owner, {
        email: toEmail(name),
        scope: null,
        role: null,
        at: null,
        addGroups: [],
        removeGroups: [],
        ...question,
      }),
    openHolds: () => listHolds(owner, { state: 'open', limit: 1_000 }),
    decide: (hold, verdict) => decideHold(owner, hold, { verdict, ifMatch: null, lines: null }),
    async newEvents() {
      const events = await reader.events.list(seen, 100_000)
      seen = events.at(-1) ?? seen
      return events
    },
    verify: async () => (await verifyGrants(services, id)).differences,
  }
}

function toContext(services: OperationServices, organizationId: string, kind: Cause['kind']): OperationContext {
  return {
    ...services,
    organizationId,
    cause: { kind, requestId: null, keyId: null },
    baseUrl: 'https://rolecall.example/api/scim/v2',
    tolerances: new Tolerances(),
    connectionId: '',
  }
}
