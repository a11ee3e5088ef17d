import { nextRound } from '../change/next-round.ts'
import type { GroupRecord } from '../directory/member.ts'
import { applyPatch } from '../scim/patch/apply-patch.ts'
import { splitMemberChanges } from '../scim/patch/member-changes.ts'
import { withPatched, withWritten } from '../scim/resource/with-written.ts'
import { changeGroup } from './change-group.ts'
import { askAheadOfGroup, createGroup } from './create-group.ts'
import { deleteGroup } from './delete-group.ts'
import { getGroup } from './find-target.ts'
import { splitMembers } from './group-record.ts'
import { namesAttribute, normalizeBody, normalizePatch } from './normalize.ts'
import { representGroups } from './query/represent.ts'
import type { ResourceKind } from './resource-kind.ts'

const many = 10_000

export const groups: ResourceKind<GroupRecord> = {
  get: getGroup,
  askAheadOfAnswer(reader, id, withLists) {
    void reader.groups.find(id)
    if (withLists) void reader.members.listFew([id])
  },
  askAhead: (reader, id) => void reader.groups.find(id),
  represent: representGroups,

  create(context, body) {
    const { data } = normalizeBody(context, 'create', 'Group', body)
    return {
      shown: (asked) => withWritten(context.resourceTypes.Group, asked, data),
      write: (scope) => createGroup(scope, data),
      ahead: (reader) => askAheadOfGroup(reader, data),
    }
  },

  /**
   * Without `members` the members stay (RFC 7644 §3.5.1 lets the server choose, and a lost list is the
   * worse mistake); `members: []` clears them.
   */
  replace(context, body) {
    const parsed = normalizeBody(context, 'replace', 'Group', body)
    return {
      shown: (asked) => withWritten(context.resourceTypes.Group, asked, parsed.data),
      write: (scope, group) => {
        const { members, own } = splitMembers(parsed.data)
        const set = { kind: 'delta', emptied: true, removed: [], added: members } as const
        const memberSteps = namesAttribute(parsed, 'members') ? [set] : []
        return changeGroup(scope, group, { operation: 'replace', data: own, memberSteps })
      },
    }
  },

  /** Changes of members are rows written by key. */
  async patch(context, body) {
    const parsed = normalizePatch(context, 'Group', body)
    // A hundred thousand members take a while to be read, and one to be summed up.
    if (parsed.some(({ value }) => Array.isArray(value) && value.length > many)) await nextRound()
    const { memberSteps, operations } = splitMemberChanges(parsed)
    return {
      shown: (asked) => withPatched(context.resourceTypes.Group, asked, operations),
      write: (scope, group) => {
        const { data } = applyPatch(context.resourceTypes.Group, group.data, operations, context.tolerances)
        return changeGroup(scope, group, { operation: 'patch', data, memberSteps })
      },
    }
  },

  delete: () => ({ shown: () => null, write: deleteGroup }),
}
