import type { PlanTask } from '../change/background-task.ts'
import { toldReason } from '../change/told-reason.ts'
import type { CompiledMapping } from '../decider.ts'
import { compileKnown } from './compile-checked.ts'
import { compareDirectory } from './plan/compare-directory.ts'
import { toPlanResult } from './plan/to-plan-result.ts'
import { planLineKinds } from '../directory/plan.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { toHookSurroundings } from '../roles/ask-hooks.ts'
import { readCircumstances } from '../roles/circumstances.ts'
import { stricterLimits } from '../directory/brake.ts'
import type { StoreReader } from '../store.ts'
import { StoreError } from '../store-error.ts'
import type { OperationServices } from '../change/operation-context.ts'

/**
 * Makes a plan that has been asked for, over one state of the directory, and stores it; nothing else is written. A
 * failure is kept as the plan's end. Throws StoreError.
 */
export async function runPlan(services: OperationServices, { organizationId, planId }: PlanTask): Promise<void> {
  const { now, store } = services
  const plans = store.plans(organizationId)
  const plan = await store.read(organizationId).plans.find(planId)
  if (plan === undefined || plan.state !== 'running') return
  try {
    const reader = store.read(organizationId)
    const { diagnostics, mapping } = await compileKnown(services, reader, plan.source, plan.rollbackTo)
    if (mapping === null) throw new Error('the mapping does not compile with the plugins of this server')
    const made = await store.snapshot(organizationId, (state) =>
      makePlan(services, state, { mapping, diagnostics }, planId),
    )
    for (const kind of planLineKinds) await plans.addLines(planId, kind, made.lines[kind])
    await plans.finish(planId, made.result)
  } catch (error) {
    await plans.fail(planId, toldReason(error))
    if (error instanceof StoreError) throw error
  }
  await plans.trim(now(), keptPlans)
}

/** Plans that an organization keeps before they expire, beside the newest. */
const keptPlans = 50

/** What is planned, with what was said when it was compiled. */
interface Compiled {
  readonly mapping: CompiledMapping
  readonly diagnostics: readonly Diagnostic[]
}

async function makePlan(
  services: OperationServices,
  reader: StoreReader,
  { diagnostics, mapping }: Compiled,
  planId: string,
) {
  const { host, mappings, now, store } = services
  const state = await reader.getState()
  const instant = now()
  const comparison = {
    reader,
    mapping,
    previous: await mappings.get(reader.mappings, reader.organizationId, state),
    mappingVersion: state.mappingVersion + 1,
    circumstances: await readCircumstances(reader, instant, mapping.policy),
    hooks: await toHookSurroundings(host, reader, instant),
    limits: stricterLimits(
      await mappings.getLimits(reader.mappings, reader.organizationId, state),
      mapping.policy.limits,
    ),
  }
  const plans = store.plans(reader.organizationId)
  const difference = await compareDirectory(comparison, (progress) => plans.setProgress(planId, progress))
  return toPlanResult(comparison, difference, state, diagnostics)
}
