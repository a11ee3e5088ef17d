import type { CompiledMapping, DecidedSection } from '../decider.ts'
import type { Grant } from '../directory/grant.ts'
import { keptAs } from '../directory/kept-effect.ts'
import { sectionOf } from '../directory/rule-id.ts'
import type { PluginHost } from '../host/plugin-host.ts'
import type { Assignment } from '../plugin/assignment.ts'
import { findingSource, statusSource } from './raise-finding.ts'

/** What the mapping or a plugin gave some people. */
interface GivenRows {
  readonly grants: readonly Grant[]
  readonly assignments: readonly Assignment[]
}

/**
 * The sources of rows that nobody decides any more, since the plugin that did does not run. No change takes these away, for
 * the plugin may be missing by mistake: a verification names them, and who has it repaired takes them away.
 */
export function orphanedSections(
  mapping: Pick<CompiledMapping, 'sections'>,
  host: Pick<PluginHost, 'deciders'>,
  { assignments, grants }: GivenRows,
): readonly DecidedSection[] {
  const known = new Set([
    findingSource,
    statusSource,
    ...mapping.sections.map(({ name }) => name),
    ...host.deciders.map(({ plugin }) => plugin),
  ])
  const sources = [
    ...grants.filter(({ source }) => source === 'mapping').map(({ ruleId }) => sectionOf(ruleId)),
    ...assignments.filter((one) => keptAs(one) === undefined).map(({ source }) => source),
  ]
  const orphaned = new Set(sources.filter((source) => !known.has(source)))
  return [...orphaned].map((name) => ({ name, effects: 'any' }))
}
