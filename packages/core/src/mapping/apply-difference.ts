import type { CompiledMapping } from '../decider.ts'
import type { RuleFailure } from '../directory/rule-failure.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { ConflictError, MappingError } from '../errors.ts'
import { groupLines, summarize } from './plan/lines-by-kind.ts'
import type { FailedLineTemplate, LineTemplate, PlanSummary, StoredLine } from '../directory/plan.ts'
import { writeLines } from './plan/write-lines.ts'
import { writeEffects } from './plan/write-effects.ts'
import type { Diagnostic } from '../plugin/diagnostic.ts'
import { revertJob } from '../directory/job.ts'
import { dissolveHolds } from '../roles/hold/close-hold.ts'
import { refusedRevert } from '../roles/hold/refused-revert.ts'
import { applyPolicy } from '../roles/apply-policy.ts'
import { withMapping } from '../change/change.ts'
import type { ChangeScope } from '../change/operation-context.ts'
import { readDirectoryView } from './directory-view.ts'
import { recordFailures } from '../roles/decide.ts'
import { readBase } from '../roles/brake.ts'
import { rebind } from '../roles/rebind.ts'
import { settleDebt } from '../roles/settle-debt.ts'
import type { MappingVersion } from '../store/mappings.ts'

/** What whoever applies a mapping wants beside it. */
export interface ApplyWishes {
  /** Milliseconds after which it reverts by itself unless it is confirmed; `null` for never. */
  readonly commitWithin: number | null
  /** Revocations that the brake would hold: `true` revokes at once, `false` lets them wait, `null` refuses. */
  readonly confirm: boolean | null
  /** The version that it brings back. */
  readonly rollbackTo: number | null
  /** Whether what is wrong with it today is overlooked, for a version that has been in force. */
  readonly evenIfRefused: boolean
}

/** The version that an apply left, and what there is to say about it. */
export interface AppliedMapping {
  readonly version: MappingVersion
  readonly summary: PlanSummary
  /** Warnings only: a mapping with an error is not applied. */
  readonly diagnostics: readonly Diagnostic[]
}

/** A mapping that is to become the current one. */
export interface NextMapping {
  readonly source: MappingSource
  readonly mapping: CompiledMapping
  readonly diagnostics: readonly Diagnostic[]
}

/** Writes a new version and what it makes of the directory. */
export async function applyDifference(
  scope: ChangeScope,
  { diagnostics, mapping, source }: NextMapping,
  difference: {
    readonly lines: readonly StoredLine[]
    readonly templates: readonly LineTemplate[]
  },
  wishes: ApplyWishes,
): Promise<AppliedMapping> {
  const found = [
    ...diagnostics,
    ...(await mapping.checkAgainst(await readDirectoryView(scope.tx, mapping, scope.tx.now))),
  ]
  if (!wishes.evenIfRefused && found.some(({ severity }) => severity === 'error')) throw new MappingError(found)
  const lines = groupLines(difference.lines, difference.templates)
  const summary = summarize(lines)
  const version = await insertVersion(scope, source, wishes, summary)
  const before = (await scope.circumstances()).authoritativeTeams
  const next = withMapping(scope, mapping, version.version)
  next.brake.off = wishes.confirm === true
  if (next.brake.limits !== null) next.brake.base = await readBase(next.tx, next.tx.now)
  await rebind(next)
  await writeLines(next, [...lines.held, ...lines.removes, ...lines.changes, ...lines.adds], difference.templates)
  await writeEffects(next, lines.effects, difference.templates)
  recordFailures(
    next,
    lines.failed.map((line) => toFailure(line, difference.templates)),
  )
  // Whom changes have left undecided are decided by the new mapping, as far as they are not yet.
  scope.debt.settled = true
  await settleDebt(next)
  await applyPolicy(next, {
    authoritativeTeams: before,
    createMissingTeams: scope.mapping?.policy.createMissingTeams ?? false,
  })
  if (wishes.confirm === null && next.brake.held > 0) {
    throw new ConflictError(
      'BRAKE',
      `${next.brake.held} revocations are more than the limits of the mapping allow. Confirm to revoke them at once, or let them wait for an owner`,
    )
  }
  return { version, summary, diagnostics: found }
}

function toFailure({ template, userId }: StoredLine, templates: readonly LineTemplate[]): RuleFailure {
  const { kind: _, ...failed } = templates[template] as FailedLineTemplate
  return { ...failed, subject: userId }
}

async function insertVersion(
  scope: ChangeScope,
  source: MappingSource,
  { commitWithin, rollbackTo }: ApplyWishes,
  summary: PlanSummary,
): Promise<MappingVersion> {
  const { tx } = scope
  const current = await tx.mappings.find(tx.state.mappingVersion)
  if (current !== undefined && isKept(current, source, { commitWithin, rollbackTo })) return current
  const confirmBy = commitWithin === null ? null : new Date(Date.parse(tx.now) + commitWithin).toISOString()
  const version = await tx.mappings.insert({ ...source, authorKeyId: tx.cause.keyId, rollbackTo, confirmBy })
  if (current?.confirmBy != null) await endTrial(scope, current.version)
  if (confirmBy !== null) {
    await tx.jobs.schedule([{ kind: revertJob, subject: String(version.version), dueAt: confirmBy }])
  }
  const author = tx.cause.keyId === null ? undefined : await tx.keys.find(tx.cause.keyId)
  scope.record('MappingApplied', `mapping/${version.version}`, {
    version: version.version,
    author: author === undefined ? null : { keyId: author.id, displayName: author.displayName },
    summary: { ...summary },
    rollbackTo,
    confirmBy,
  })
  return version
}

/**
 * Whether the text that is current stays as it is. One that is on trial stays on trial: only `confirm` ends that. To try it
 * (again) is a trial of its own, and to go back from a trial to the same text ends it.
 */
function isKept(
  { confirmBy, format, text }: MappingVersion,
  source: MappingSource,
  { commitWithin, rollbackTo }: Pick<ApplyWishes, 'commitWithin' | 'rollbackTo'>,
): boolean {
  if (text !== source.text || format !== source.format || commitWithin !== null) return false
  return rollbackTo === null || confirmBy === null
}

/** Another version is in force: the one on trial goes back no more, and nobody need be asked about it. */
async function endTrial(scope: ChangeScope, version: number): Promise<void> {
  await scope.tx.jobs.cancel(revertJob, [String(version)])
  await dissolveHolds(scope, refusedRevert(version))
}
