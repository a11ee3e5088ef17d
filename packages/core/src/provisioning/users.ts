import type { UserRecord } from '../directory/member.ts'
import { applyPatch } from '../scim/patch/apply-patch.ts'
import type { PatchOperation } from '../scim/patch/patch-operation.ts'
import { withPatched, withWritten } from '../scim/resource/with-written.ts'
import { changeUser } from './change-user.ts'
import { askAheadOfUser, createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { getUser } from './find-target.ts'
import { namesAttribute, normalizeBody, normalizePatch } from './normalize.ts'
import { representUsers } from './query/represent.ts'
import type { StoreReader } from '../store.ts'
import type { ResourceKind } from './resource-kind.ts'

export const users: ResourceKind<UserRecord> = {
  get: getUser,
  askAheadOfAnswer: askForUser,
  askAhead(reader, id) {
    askForUser(reader, id, true)
    void reader.assignments.list([id])
    void reader.assignments.list([id], 'finding')
    void reader.grants.list({ userIds: [id], source: 'mapping' })
  },
  represent: representUsers,

  create(context, body) {
    const parsed = normalizeBody(context, 'create', 'User', body)
    const namesActive = namesAttribute(parsed, 'active')
    return {
      shown: (asked) => withWritten(context.resourceTypes.User, asked, parsed.data),
      write: (scope) => createUser(scope, { operation: 'create', data: parsed.data, namesActive }),
      ahead: (reader) => askAheadOfUser(reader, parsed.data, context.connectionId),
    }
  },

  /** What the body does not have is removed, but `active` is kept (RFC 7644 §3.5.1). */
  replace(context, body) {
    const parsed = normalizeBody(context, 'replace', 'User', body)
    const namesActive = namesAttribute(parsed, 'active')
    return {
      shown: (asked) => withWritten(context.resourceTypes.User, asked, parsed.data),
      write: (scope, user) => changeUser(scope, user, { operation: 'replace', data: parsed.data, namesActive }),
    }
  },

  patch(context, body) {
    const operations = normalizePatch(context, 'User', body)
    const namesActive = operations.some(isActive)
    return {
      shown: (asked) => withPatched(context.resourceTypes.User, asked, operations),
      write: (scope, user) => {
        const { data } = applyPatch(context.resourceTypes.User, user.data, operations, context.tolerances)
        return changeUser(scope, user, { operation: 'patch', data, namesActive })
      },
    }
  },

  delete: () => ({ shown: () => null, write: deleteUser }),
}

function askForUser(reader: StoreReader, id: string, withLists: boolean): void {
  void reader.users.find(id)
  if (withLists) void reader.members.listGroupsOf([id])
}

function isActive({ path }: PatchOperation): boolean {
  return path.attribute.schema === undefined && path.attribute.attribute.name === 'active'
}
