import type { MappingCache, MappingState } from '../change/operation-context.ts'
import type { CompiledMapping, Decider, TeamPolicy } from '../decider.ts'
import type { MappingSource } from '../directory/mapping-source.ts'
import { VersionMemory } from '../change/version-memory.ts'
import type { BrakeLimits } from '../directory/brake.ts'
import { toTeamKey } from '../directory/team.ts'
import type { MappingReader } from '../store/mappings.ts'

interface KnownVersion {
  readonly mapping: CompiledMapping | null
  readonly teamPolicy: TeamPolicy
  readonly limits: BrakeLimits | null
}

/** A cache for one process. */
export function createMappingCache(decider: Decider): MappingCache {
  const versions = new VersionMemory(weightOf)
  /** What is being compiled: whoever asks meanwhile waits for the same. */
  const underWay = new Map<string, Promise<KnownVersion>>()
  const empty = decider.compile({ text: '', format: 'yaml' }).mapping

  async function know(
    mappings: MappingReader,
    organizationId: string,
    { mappingCreated, mappingVersion }: MappingState,
  ): Promise<KnownVersion> {
    if (mappingVersion === 0) return { mapping: empty, teamPolicy: empty?.policy ?? noPolicy, limits: null }
    const version = `${mappingVersion} ${mappingCreated}`
    const known = versions.find(organizationId, version)
    if (known !== undefined) return known
    const found = await mappings.find(mappingVersion)
    const stored: MappingSource | undefined = found && { text: found.text, format: found.format, applied: true }
    const key = `${organizationId} ${version}`
    const compiling = underWay.get(key) ?? compileStored(decider, stored).finally(() => underWay.delete(key))
    underWay.set(key, compiling)
    const compiled = await compiling
    versions.remember(organizationId, version, compiled)
    return compiled
  }

  return {
    decider,
    get: async (mappings, organizationId, state) => (await know(mappings, organizationId, state)).mapping,
    getTeamPolicy: async (mappings, organizationId, state) => (await know(mappings, organizationId, state)).teamPolicy,
    getLimits: async (mappings, organizationId, state) => (await know(mappings, organizationId, state)).limits,
  }
}

/** A compiled mapping takes twenty kilobytes, and ten for each rule: of those with a thousand rules twenty are remembered. */
function weightOf({ mapping }: KnownVersion): number {
  return 5 + (mapping?.rules.length ?? 0) / 2
}

async function compileStored(decider: Decider, stored: MappingSource | undefined): Promise<KnownVersion> {
  const mapping = stored === undefined ? null : (await decider.compileInTurns(stored)).mapping
  const teamPolicy = mapping?.policy ?? (stored === undefined ? noPolicy : readTeamPolicy(decider, stored))
  const limits = mapping?.policy.limits ?? (mapping === null && stored ? readLimits(decider, stored) : null)
  return { mapping, teamPolicy, limits }
}

const noPolicy: TeamPolicy = { authoritativeTeams: new Set() }

/** From a text that was valid when it was applied, and has sections or words that nobody knows any more. */
function readTeamPolicy(decider: Decider, source: MappingSource): TeamPolicy {
  const teams = decider.readSection(source, 'teams')
  const authoritative =
    typeof teams === 'object' && teams !== null && 'authoritative' in teams ? teams.authoritative : undefined
  const ids = Array.isArray(authoritative) ? authoritative.map(String) : []
  return { authoritativeTeams: new Set(ids.map(toTeamKey)) }
}

function readLimits(decider: Decider, source: MappingSource): BrakeLimits | null {
  const limits = decider.readSection(source, 'limits')
  if (typeof limits !== 'object' || limits === null || !('maxRevocations' in limits)) return null
  const { maxRevocationPercent, maxRevocations } = limits
  if (typeof maxRevocations !== 'number' || typeof maxRevocationPercent !== 'number') return null
  return { maxRevocations, maxRevocationPercent }
}
