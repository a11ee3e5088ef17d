import type { CompiledMapping } from '../../decider.ts'
import type { Grant } from '../../directory/grant.ts'
import type { EffectTemplate } from '../../directory/plan.ts'
import { assignmentKey, withoutNumber } from '../../roles/wanted-statements.ts'
import { isWithheld } from '../../directory/effect-state.ts'
import { toRuleId } from '../../directory/rule-id.ts'
import { deepEqual } from '../../scim/deep-equal.ts'

/** Says why a grant comes or goes, for people. */
export interface Reasons {
  groupName(groupId: string): string | null
  toSentence(put: Grant | null, deleted: Grant | null): string
  /** The same of something beside a role. */
  ofEffect(put: EffectTemplate | null, deleted: EffectTemplate | null): string
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

  /** `roleRules:e5 (line 9)` */
  function rule({ rule: id, source: section }: EffectTemplate): string {
    const ruleId = toRuleId(section, id)
    const line = lineOf(section, id)
    return line === undefined || line === 0 ? ruleId : `${ruleId} (line ${line})`
  }

  function lineOf(section: string, id: string): number | undefined {
    return lines.get(toRuleId(section, id)) ?? lines.get(toRuleId(section, withoutNumber(id)))
  }

  return {
    ofEffect(put, deleted) {
      if (put === null) {
        if (deleted === null) return ''
        const known = lineOf(deleted.source, deleted.rule) !== undefined
        return known ? `no longer fits ${rule(deleted)}` : `nothing gives it any more (it was ${rule(deleted)})`
      }
      if (isWithheld(put)) return `given by ${rule(put)}, and held back until an owner decides`
      if (deleted === null) return `given by ${rule(put)}`
      if (isWithheld(deleted)) return `given by ${rule(put)}, and held back no more`
      const same = assignmentKey({ ...put, subject: '' }) === assignmentKey({ ...deleted, subject: '' })
      if (same && deepEqual(put.value, deleted.value)) return `${rule(put)} ${toEnd(put)}`
      return same ? `${rule(put)} gives another value` : `keeps it by ${rule(put)}, until now by ${rule(deleted)}`
    },
    groupName,
    toSentence(put, deleted) {
      if (put === null) return deleted === null ? '' : removal(deleted)
      if (deleted === null) return `joins by ${source(put)}`
      if (put.ruleId !== deleted.ruleId || put.groupId !== deleted.groupId) {
        return `keeps it by ${source(put)}, until now by ${groupName(deleted.groupId) ?? deleted.ruleId}`
      }
      if (put.expiresAt !== deleted.expiresAt) {
        return `${source(put)} ${toEnd(put)}`
      }
      return `given again by ${source(put)}`
    },
  }
}

function toEnd({ expiresAt = null }: { readonly expiresAt?: string | null }): string {
  return expiresAt === null ? 'has no end any more' : `ends ${expiresAt}`
}
