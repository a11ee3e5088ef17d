import { isInForce } from '../directory/effect-state.ts'
import type { Assignment } from '../plugin/assignment.ts'
import type { AnswerContext, DirectoryReader, ReaderPage } from '../plugin/directory-reader.ts'
import { toHookReader } from '../change/to-hook-reader.ts'
import { toHookUser } from '../change/to-hook-user.ts'
import type { StoreReader } from '../store.ts'
import type { OperationContext } from '../change/operation-context.ts'

/** The most that a plugin reads at once. */
const mostRead = 1_000

/** What a panel or a route of a plugin works with: reads of this organization, outside of a transaction. */
export function toAnswerContext(context: OperationContext): AnswerContext {
  const reader = context.store.read(context.organizationId)
  return { organizationId: context.organizationId, now: context.now(), reader: toDirectoryReader(reader, context) }
}

function toDirectoryReader(reader: StoreReader, { mappings, now }: OperationContext): DirectoryReader {
  return {
    ...toHookReader(reader),
    async listUsers(page) {
      return (await reader.users.list(toPage(page))).map(toHookUser)
    },
    async listNewestUsers(limit) {
      return (await reader.users.newest(Math.min(limit, mostRead))).map(toHookUser)
    },
    async listAssigned(effect, page) {
      const instant = now()
      const ids = await reader.assignments.listSubjects(effect, instant, toPage(page))
      if (ids.length === 0) return []
      const users = await reader.users.findMany(ids)
      const values = new Map(ids.map((id): [string, Assignment['value'][]] => [id, []]))
      for (const one of await reader.assignments.list(ids, effect)) {
        if (isInForce(one, instant)) values.get(one.subject)?.push(one.value)
      }
      return users
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((user) => ({ user: toHookUser(user), values: values.get(user.id) ?? [] }))
    },
    async listAssignedTo(userId, effect) {
      const given = await reader.assignments.list([userId], effect)
      return given.filter((one) => isInForce(one, now())).map(({ value }) => value)
    },
    countAssigned: (effect) => reader.assignments.countValues(effect, now()),
    async readSection(section) {
      const { mappingVersion } = await reader.getState()
      const stored = mappingVersion === 0 ? undefined : await reader.mappings.find(mappingVersion)
      return mappings.decider.readSection(stored ?? { text: '', format: 'yaml' }, section)
    },
  }
}

function toPage({ after, limit }: ReaderPage): ReaderPage {
  return { after, limit: Math.min(limit, mostRead) }
}
