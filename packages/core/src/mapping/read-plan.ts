import { ConflictError } from '../errors.ts'
import { planLineKinds, type Plan, type PlanLineKind, type PlanProgress, type PlanResult } from '../directory/plan.ts'
import { toLineView } from './plan/to-line-view.ts'
import type { AnyLineView, PlanLinesView, PlanView } from '../directory/plan-view.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { getPlan } from './plan-mapping.ts'

/** A plan that is shown, or how far it is. */
export type PlanAnswer =
  | { readonly state: 'ready'; readonly plan: PlanView }
  | { readonly state: 'running'; readonly planId: string; readonly progress: PlanProgress }

/** Lines of each kind that a plan shows at first. */
const firstLines = 100

/** Whoever made a plan is gone when it has been running for so long, in milliseconds, or by a clock that was so far ahead. */
const longestRun = 15 * 60 * 1_000

/** A plan with its first lines. Throws NotFound, ConflictError for one that failed. */
export async function readPlan(context: OperationContext, planId: string): Promise<PlanAnswer> {
  const plan = await getPlan(context, planId)
  if (plan.state === 'running' && Math.abs(Date.parse(context.now()) - Date.parse(plan.created)) < longestRun) {
    return { state: 'running', planId, progress: plan.progress }
  }
  return { state: 'ready', plan: await showPlan(context, plan, getResult(plan)) }
}

/** The result of a plan. Throws ConflictError where there is none. */
export function getResult({ failure, result }: Plan): PlanResult {
  if (result !== null) return result
  throw new ConflictError('PLAN_FAILED', `The plan could not be made: ${failure ?? 'it did not come to its end'}`)
}

async function showPlan(context: OperationContext, plan: Plan, result: PlanResult): Promise<PlanView> {
  const shown: Partial<Record<PlanLineKind, readonly AnyLineView[]>> = {}
  for (const kind of planLineKinds) shown[kind] = await readLines(context, plan, result, kind, 0, firstLines)
  const { baseVersion, errors, factRevision, groups = null, roles = null, summary, tests, warnings } = result
  const { created, expiresAt, id: planId, rollbackTo } = plan
  const lines = shown as unknown as PlanLinesView
  return {
    planId,
    baseVersion,
    factRevision,
    rollbackTo,
    textDiffers: await differsFromBase(context, plan, baseVersion),
    created,
    expiresAt,
    summary,
    ...lines,
    warnings,
    errors,
    tests,
    groups,
    roles,
  }
}

async function differsFromBase(context: OperationContext, { source }: Plan, baseVersion: number): Promise<boolean> {
  const base = await context.store.read(context.organizationId).mappings.find(baseVersion)
  return source.text !== (base?.text ?? '') || (base !== undefined && source.format !== base.format)
}

/** A page of the lines of one kind. */
export async function readPlanLines(
  context: OperationContext,
  planId: string,
  kind: PlanLineKind,
  page: { readonly from: number; readonly count: number },
): Promise<readonly AnyLineView[]> {
  const plan = await getPlan(context, planId)
  return readLines(context, plan, getResult(plan), kind, page.from, page.count)
}

async function readLines(
  context: OperationContext,
  { id }: Plan,
  { templates }: PlanResult,
  kind: PlanLineKind,
  from: number,
  count: number,
): Promise<readonly AnyLineView[]> {
  const lines = await context.store.read(context.organizationId).plans.listLines(id, kind, from, count)
  return lines.map((line) => toLineView(line, templates))
}
