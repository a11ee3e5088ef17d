import type { Grant } from '../../directory/grant.ts'
import { judgeGrant, type RoleCircumstances } from '../../directory/resolve-roles.ts'
import type { GrantDifference } from '../../roles/diff-grants.ts'
import { grantKey } from '../../directory/grant.ts'
import { toTemplate } from './grant-text.ts'
import type { GrantLineTemplate } from '../../directory/plan.ts'
import type { Reasons } from './reasons.ts'

/** What a difference of grants is to be told as, beside the grants themselves. */
export interface LineSurroundings {
  readonly memberActive: boolean
  readonly circumstances: RoleCircumstances
  readonly reasons: Reasons
}

/**
 * The lines of one person's difference. A role that one grant gives instead of another is one line, a change of its
 * reason: the person never lacks it.
 */
export function toLineTemplates(
  stored: readonly Grant[],
  { deleted, put }: GrantDifference,
  surroundings: LineSurroundings,
): readonly GrantLineTemplate[] {
  const standing = new Map(stored.map((grant) => [grantKey(grant), grant]))
  const leaving = [...deleted]
  const lines = put.map((grant) => {
    const before = standing.get(grantKey(grant))
    if (before !== undefined) return toLine(grant, before, surroundings)
    const index = leaving.findIndex(({ role, scope }) => role === grant.role && scope === grant.scope)
    const [replaced] = index === -1 ? [] : leaving.splice(index, 1)
    return toLine(grant, replaced ?? null, surroundings)
  })
  return [...lines, ...leaving.map((grant) => toLine(null, grant, surroundings))]
}

function toLine(
  put: Grant | null,
  deleted: Grant | null,
  { circumstances, memberActive, reasons }: LineSurroundings,
): GrantLineTemplate {
  const shown = (put ?? deleted) as Grant
  return {
    kind: put === null ? 'removes' : deleted === null ? 'adds' : 'changes',
    put: put && toTemplate(put),
    stands: put !== null && deleted !== null && grantKey(put) === grantKey(deleted),
    deleted: deleted && toTemplate(deleted),
    memberActive,
    state: judgeGrant(shown, memberActive, circumstances).state,
    group: reasons.groupName(shown.groupId),
    reason: reasons.toSentence(put, deleted),
  }
}
