import type { CompiledMapping } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { ConflictError, MappingError, MappingTestsFailed } from '../errors.ts'
import { compareDirectory, type DirectoryComparison } from './plan/compare-directory.ts'
import type { PlanResult } from '../directory/plan.ts'
import { readStoredPlan, refreshPlan, type Review } from './plan/refresh-plan.ts'
import { PreconditionFailed } from '../scim/errors.ts'
import { change, withMapping } from '../change/change.ts'
import { toTransactionContext } from '../change/hook-context.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { applyDifference, type AppliedMapping, type ApplyWishes } from './apply-difference.ts'
import { checkCompiled, type MappingCheck } from './check-mapping.ts'
import { compileChecked } from './compile-checked.ts'
import type { OperationContext } from '../change/operation-context.ts'
import { getPlan, planMapping } from './plan-mapping.ts'
import { getResult, readPlan } from './read-plan.ts'
import { refuseEmpty } from './refuse-empty.ts'

export interface ApplyMappingOptions extends Partial<ApplyWishes> {
  /** The version that the author has seen; `null` where any will do. */
  readonly ifMatch: number | null
}

/** Directories up to this size are compared within the transaction itself. */
const smallDirectory = 1_000

/** How often an apply is tried that somebody else's overtook, before it is given up. */
const attempts = 3

/**
 * Makes a mapping the current one and gives everybody the roles it says, as a plan and its apply in one. The text that
 * is current already makes no new version, unless it is to be tried. Throws MappingError with every diagnostic, MappingTestsFailed,
 * PreconditionFailed, ConflictError (the last Owner, the brake, no section).
 */
export async function applyMapping(
  context: OperationContext,
  source: MappingSource,
  options: ApplyMappingOptions,
): Promise<AppliedMapping> {
  const wishes = toWishes(options)
  const { diagnostics, mapping } = await compileChecked(context, source, wishes.rollbackTo)
  const reader = context.store.read(context.organizationId)
  if (!wishes.evenIfRefused) refuseInvalid(await checkCompiled(reader, mapping, diagnostics, context.now()))
  if (options.ifMatch !== null) checkIfMatch((await reader.getState()).mappingVersion, options.ifMatch)
  refuseEmpty(mapping, wishes)
  if ((await reader.users.total()) > smallDirectory) return applyLarge(context, source, wishes, options.ifMatch)
  try {
    return await change(context, async (scope) => {
      checkIfMatch(scope.tx.state.mappingVersion, options.ifMatch)
      const difference = await compareDirectory(await toComparison(scope, mapping))
      return applyDifference(scope, { source, mapping, diagnostics }, difference, wishes)
    })
  } catch (error) {
    if (!isBraked(error)) throw error
    const { made, planId } = await planMapping(context, source)
    await made
    throw await withPlan(context, error, planId)
  }
}

/** Everybody is decided beside the requests; the transaction only writes. */
async function applyLarge(
  context: OperationContext,
  source: MappingSource,
  wishes: ApplyWishes,
  ifMatch: number | null,
): Promise<AppliedMapping> {
  for (let attempt = 1; ; attempt++) {
    const { made, planId } = await planMapping(context, source)
    await made
    try {
      return await applyStored(context, planId, wishes, 'unreviewed', ifMatch)
    } catch (error) {
      if (attempt === attempts || !(error instanceof ConflictError) || error.code !== 'PLAN_STALE') throw error
    }
  }
}

/**
 * Applies a plan that somebody has reviewed. Throws NotFound, MappingTestsFailed, ConflictError (PLAN_STALE where the
 * base version has moved or a reviewed line has changed; the last Owner, the brake).
 */
export function applyPlan(
  context: OperationContext,
  planId: string,
  wishes: Partial<ApplyWishes> = {},
): Promise<AppliedMapping> {
  return applyStored(context, planId, toWishes(wishes), 'reviewed', null)
}

async function applyStored(
  context: OperationContext,
  planId: string,
  wishes: ApplyWishes,
  review: Review,
  ifMatch: number | null,
): Promise<AppliedMapping> {
  const plan = await getPlan(context, planId)
  if (plan.state === 'running') throw new ConflictError('PLAN_RUNNING', 'The plan is still being made')
  const result = getResult(plan)
  if (result.tests.failed > 0 && !wishes.evenIfRefused) throw new MappingTestsFailed(result.tests)
  const { diagnostics, mapping } = await compileChecked(context, plan.source, plan.rollbackTo ?? result.baseVersion)
  const asked = { ...wishes, rollbackTo: wishes.rollbackTo ?? plan.rollbackTo }
  refuseEmpty(mapping, asked)
  const stored = await readStoredPlan(context.store.read(context.organizationId), planId)
  const applied = change(context, async (scope) => {
    checkIfMatch(scope.tx.state.mappingVersion, ifMatch)
    checkBase(scope, result)
    const comparison = await toComparison(scope, mapping)
    const refreshed = await refreshPlan(comparison, stored, result, review)
    const input = { source: plan.source, mapping, diagnostics }
    return applyDifference(scope, input, refreshed, asked)
  })
  return applied.catch(async (error: unknown) => {
    throw isBraked(error) ? await withPlan(context, error, planId) : error
  })
}

function isBraked(error: unknown): error is ConflictError {
  return error instanceof ConflictError && error.code === 'BRAKE'
}

/** What the brake holds is shown with the refusal, so that whoever confirms knows what. */
async function withPlan(context: OperationContext, error: ConflictError, planId: string): Promise<ConflictError> {
  const answer = await readPlan(context, planId)
  return answer.state === 'ready' ? new ConflictError(error.code, error.message, answer.plan) : error
}

function toWishes(wishes: Partial<ApplyWishes>): ApplyWishes {
  const { commitWithin = null, confirm = null, evenIfRefused = false, rollbackTo = null } = wishes
  return { commitWithin, confirm, evenIfRefused, rollbackTo }
}

async function toComparison(scope: ChangeScope, mapping: CompiledMapping): Promise<DirectoryComparison> {
  const { host } = scope.context
  const next = withMapping(scope, mapping, scope.mappingVersion + 1)
  return {
    reader: scope.tx,
    mapping,
    previous: scope.mapping,
    mappingVersion: next.mappingVersion,
    circumstances: await next.circumstances(),
    limits: next.brake.limits,
    hooks: host.decides ? { host, context: toTransactionContext(scope) } : null,
  }
}

function checkBase({ tx }: ChangeScope, { baseVersion }: PlanResult): void {
  if (tx.state.mappingVersion === baseVersion) return
  throw new ConflictError(
    'PLAN_STALE',
    `The plan was made when version ${baseVersion} was the current one, and now it is ${tx.state.mappingVersion}; make a new plan`,
  )
}

function checkIfMatch(current: number, ifMatch: number | null): void {
  if (ifMatch === null || ifMatch === current) return
  throw new PreconditionFailed(
    `If-Match is "${ifMatch}", but the current version is "${current}"; read the mapping again`,
  )
}

function refuseInvalid({ diagnostics, tests }: MappingCheck): void {
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new MappingError(diagnostics, tests)
  if (tests.failed > 0) throw new MappingTestsFailed(tests, diagnostics)
}
