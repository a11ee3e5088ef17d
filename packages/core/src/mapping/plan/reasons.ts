import type { CompiledMapping } from '../../decider.ts'
import type { Grant } from '../../directory/grant.ts'
import { toRuleId } from '../../directory/rule-id.ts'

/** Says why a grant comes or goes, for people. */
export interface Reasons {
  groupName(groupId: string): string | null
  toSentence(put: Grant | null, deleted: Grant | null): string
}

/** `names` are the display names of groups by id. */
export function createReasons(mapping: CompiledMapping, names: ReadonlyMap<string, string>): Reasons {
  const lines = new Map(mapping.rules.map(({ id, line, section }) => [toRuleId(section, id), line]))
  const groupName = (groupId: string) => (groupId === '' ? null : (names.get(groupId) ?? null))

  /** `acme_stewards (line 12)` */
  function source({ groupId, ruleId }: Grant): string {
    const line = lines.get(ruleId) ?? 0
    const name = groupName(groupId) ?? (groupId === '' ? `rule ${ruleId}` : `a group that is gone`)
    return line === 0 ? name : `${name} (line ${line})`
  }

  function removal(grant: Grant): string {
    const from = grant.groupId === '' ? '' : ` through ${groupName(grant.groupId) ?? 'a group that is gone'}`
    return lines.has(grant.ruleId)
      ? `no longer fits ${source(grant)}`
      : `no entry gives it${from} any more (it was ${grant.ruleId})`
  }

  return {
    groupName,
    toSentence(put, deleted) {
      if (put === null) return deleted === null ? '' : removal(deleted)
      if (deleted === null) return `joins by ${source(put)}`
      if (put.ruleId !== deleted.ruleId || put.groupId !== deleted.groupId) {
        return `keeps it by ${source(put)}, until now by ${groupName(deleted.groupId) ?? deleted.ruleId}`
      }
      if (put.expiresAt !== deleted.expiresAt) {
        return `${source(put)} ${put.expiresAt === null ? 'has no end any more' : `ends ${put.expiresAt}`}`
      }
      return `given again by ${source(put)}`
    },
  }
}
