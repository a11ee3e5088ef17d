import type { MappingSource } from '../directory/mapping-source.ts'
import type { Plan } from '../directory/plan.ts'
import { NotFound } from '../scim/errors.ts'
import { compileChecked } from './compile-checked.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** What a plan is made for: a text, the current mapping (`null`), or an older version. */
export type PlannedMapping = MappingSource | { readonly version: number } | null

/** A plan can be read and applied for a day. */
const lifetime = 24 * 60 * 60 * 1_000

/** A plan that has been asked for, and its end. */
export interface StartedPlan {
  readonly planId: string
  /** Resolves when it is made, or has failed. */
  readonly made: Promise<void>
}

/**
 * Starts a plan: what applying a mapping would do to everybody, over one state of the live directory. Throws
 * MappingError for a text that is wrong, NotFound for a version that never was.
 */
export async function planMapping(context: OperationContext, planned: PlannedMapping): Promise<StartedPlan> {
  const { background, organizationId, store } = context
  const { rollbackTo, source } = await resolveSource(context, planned)
  await compileChecked(context, source, rollbackTo)
  const created = context.now()
  const expiresAt = new Date(Date.parse(created) + lifetime).toISOString()
  const planId = context.newId()
  await store.plans(organizationId).insert({ id: planId, created, expiresAt, source, rollbackTo })
  const made = background.run(context, { kind: 'plan', organizationId, planId })
  // Whoever does not wait for the end reads it from the plan.
  made.catch(() => undefined)
  return { planId, made }
}

async function resolveSource(
  context: OperationContext,
  planned: PlannedMapping,
): Promise<{ readonly source: MappingSource; readonly rollbackTo: number | null }> {
  if (planned !== null && 'text' in planned) return { source: planned, rollbackTo: null }
  const reader = context.store.read(context.organizationId)
  const { mappingVersion } = await reader.getState()
  const version = planned?.version ?? mappingVersion
  const found = await reader.mappings.find(version)
  if (found !== undefined) {
    const { format, text } = found
    return { source: { text, format }, rollbackTo: version === mappingVersion ? null : version }
  }
  if (version !== 0) throw new NotFound(`There is no version ${version} of the mapping`)
  return { source: { text: '', format: 'yaml' }, rollbackTo: mappingVersion === 0 ? null : 0 }
}

/** A plan by its id. Throws NotFound, also for one that has expired. */
export async function getPlan(context: OperationContext, planId: string): Promise<Plan> {
  const plan = await context.store.read(context.organizationId).plans.find(planId)
  if (plan === undefined || plan.expiresAt <= context.now()) {
    throw new NotFound('There is no such plan; plans are kept for a day')
  }
  return plan
}
