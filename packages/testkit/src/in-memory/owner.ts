import type { OperationContext } from '@rolecall/core/change/operation-context'
import type { PlanView } from '@rolecall/core/directory/plan-view'
import type { AppliedMapping, ApplyWishes } from '@rolecall/core/mapping/apply-difference'
import { applyMapping, applyPlan } from '@rolecall/core/mapping/apply-mapping'
import { checkMapping, type MappingCheck } from '@rolecall/core/mapping/check-mapping'
import { planMapping, type PlannedMapping } from '@rolecall/core/mapping/plan-mapping'
import { readPlan } from '@rolecall/core/mapping/read-plan'
import { putTeam, type TeamInput } from '@rolecall/core/organization/put-team'
import { setMemberRole } from '@rolecall/core/organization/set-member-role'
import { decideHold, listHolds, type HoldView } from '@rolecall/core/roles/hold/holds'

import type { Naming } from './to-email.ts'

/** What an owner of the organization does. What is refused is thrown. */
export interface Owner {
  /** Every diagnostic of a mapping against the organization as it is, and the results of its tests; nothing is applied. */
  readonly checkMapping: (text: string) => Promise<MappingCheck>
  /** Makes a text the current mapping. */
  readonly putMapping: (text: string, wishes?: Partial<ApplyWishes>) => Promise<AppliedMapping>
  /** What a mapping would change for whom; `null` is the current mapping. Makes the plan and waits for it. */
  readonly plan: (mapping: string | PlannedMapping) => Promise<PlanView>
  readonly apply: (plan: Pick<PlanView, 'planId'>, wishes?: Partial<ApplyWishes>) => Promise<AppliedMapping>
  readonly putTeam: (id: string, input?: TeamInput) => Promise<void>
  /** The manual organization role of a person, who is invited where they are no member; `null` takes it away. */
  readonly setRole: (name: string, role: string | null) => Promise<void>
  readonly openHolds: () => Promise<readonly HoldView[]>
  readonly decide: (holdId: string, verdict: 'approved' | 'rejected') => Promise<HoldView>
}

export function createOwner(context: OperationContext, toUserName: Naming): Owner {
  return {
    checkMapping: (text) => checkMapping(context, { text, format: 'yaml' }),
    putMapping: (text, wishes = {}) => applyMapping(context, { text, format: 'yaml' }, { ifMatch: null, ...wishes }),
    async plan(mapping) {
      const planned = typeof mapping === 'string' ? { text: mapping, format: 'yaml' as const } : mapping
      const { made, planId } = await planMapping(context, planned)
      await made
      const answer = await readPlan(context, planId)
      if (answer.state === 'running') throw new Error('the plan has not come to its end')
      return answer.plan
    },
    apply: ({ planId }, wishes) => applyPlan(context, planId, wishes),
    putTeam: async (team, input = {}) => void (await putTeam(context, team, input)),
    setRole: async (name, role) => void (await setMemberRole(context, toUserName(name), { role })),
    openHolds: () => listHolds(context, { state: 'open', limit: 1_000 }),
    decide: (hold, verdict) => decideHold(context, hold, { verdict, ifMatch: null, lines: null }),
  }
}
