import type { MappingPolicy, RevocationLimits } from '@rolecall/core/decider'
import type { MappingNode } from '@rolecall/core/plugin/mapping-node'
import { fold } from '@rolecall/core/scim/fold'

/** What the file says beside its rules; mistakes are reported. */
export function readPolicy(teams: MappingNode | undefined, limits: MappingNode | undefined): MappingPolicy {
  const fields = teams?.readFields({ required: [], optional: ['authoritative', 'createMissing'] })
  const authoritative = fields?.get('authoritative')?.readList() ?? []
  return {
    authoritativeTeams: new Set(authoritative.map((item) => item.readText()).flatMap((id) => (id ? [fold(id)] : []))),
    createMissingTeams: fields?.get('createMissing')?.readBoolean() ?? false,
    limits: limits === undefined ? null : readLimits(limits),
  }
}

/** Both are needed: the brake holds what is beyond both. */
function readLimits(node: MappingNode): RevocationLimits | null {
  const fields = node.readFields({ required: ['maxRevocations', 'maxRevocationPercent'] })
  const maxRevocations = fields?.get('maxRevocations')?.readInteger(0)
  const percent = fields?.get('maxRevocationPercent')
  const maxRevocationPercent = percent?.readInteger(0)
  if (maxRevocations === undefined || maxRevocationPercent === undefined) return null
  if (maxRevocationPercent > 100) percent?.report('error', 'WRONG_TYPE', 'Expected at most 100 percent.')
  return { maxRevocations, maxRevocationPercent }
}
