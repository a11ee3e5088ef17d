import type { HookUser } from '@rolecall/core/plugin/contexts'
import type { AssignedUser, DirectoryReader, ReaderPage } from '@rolecall/core/plugin/directory-reader'
import { fold } from '@rolecall/core/scim/fold'
import type { Json, JsonObject, ResourceData } from '@rolecall/core/scim/resource/resource-data'

/** A user of a test, with what the mapping has assigned. */
export interface TestUser {
  /** `user-1` and so on where it is left out, in the order of the list. */
  readonly id?: string
  readonly userName: string
  readonly externalId?: string
  /** True where it is left out. */
  readonly active?: boolean
  /** Other attributes as a provider sends them. */
  readonly data?: ResourceData
  /** Names of groups. */
  readonly groups?: readonly string[]
  /** By effect, each value: `{ licence: [{ sku: 'E3' }] }`. */
  readonly assigned?: Readonly<Record<string, readonly JsonObject[]>>
}

export interface TestDirectory {
  readonly users?: readonly TestUser[]
  /** Sections of the mapping in force, as data. */
  readonly sections?: Readonly<Record<string, Json>>
}

/** The reads that a panel or a route of a plugin has, of a directory in memory. */
export function createTestReader({ users = [], sections = {} }: TestDirectory): DirectoryReader {
  const known = users.map((user, index) => ({ ...user, view: toView(user, `user-${index + 1}`) }))
  const views = known.map(({ view }) => view)
  const assignedTo = (id: string, effect: string): AssignedUser['values'] =>
    known.find(({ view }) => view.id === id)?.assigned?.[effect] ?? []
  return {
    findUser: async (id) => views.find((user) => user.id === id),
    findUserByUserName: async (userName) => views.find((user) => fold(user.userName) === fold(userName)),
    findUsersByExternalId: async (externalId) => views.filter((user) => user.externalId === externalId),
    async listGroupsOf(userId) {
      const groups = known.find(({ view }) => view.id === userId)?.groups ?? []
      return groups.map((displayName) => ({ id: displayName, displayName }))
    },
    listUsers: async (page) => pageOf(views, page),
    listNewestUsers: async (limit) => views.toReversed().slice(0, limit),
    async listAssigned(effect, page) {
      const holders = views.filter(({ id }) => assignedTo(id, effect).length > 0)
      return pageOf(holders, page).map((user) => ({ user, values: assignedTo(user.id, effect) }))
    },
    listAssignedTo: async (userId, effect) => assignedTo(userId, effect),
    async countAssigned(effect) {
      const values = views.flatMap(({ id }) => assignedTo(id, effect).map((value) => JSON.stringify(value)))
      return [...new Set(values)].map((text) => ({
        value: JSON.parse(text) as JsonObject,
        count: values.filter((other) => other === text).length,
      }))
    },
    readSection: async (section) => sections[section],
  }
}

function toView({ id, userName, externalId, active = true, data = {} }: TestUser, otherwise: string): HookUser {
  const sent = { ...data, userName, active, ...(externalId === undefined ? {} : { externalId }) }
  return { id: id ?? otherwise, provisioned: true, active, userName, externalId: externalId ?? null, data: sent }
}

function pageOf(users: readonly HookUser[], { after, limit }: ReaderPage): readonly HookUser[] {
  const ordered = users.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  return ordered.filter(({ id }) => after === null || id > after).slice(0, limit)
}
