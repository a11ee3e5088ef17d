import type { UserRecord } from '@rolecall/core/directory/member'
import type { PeopleReader, Person, PersonParts } from '@rolecall/core/store/people'

import { groupBy } from '../group-by.ts'
import { byId, pageOf } from '../in-order.ts'
import type { Reading } from '../reading.ts'
import { inGrantOrder } from './grants.ts'
import { byGroup, displayOf } from './member-rows.ts'

export function createPeopleReader({ organizationId, tables }: Reading): PeopleReader {
  function toPeople(users: readonly UserRecord[], { data, memberFacts }: PersonParts): Person[] {
    const memberships = groupBy(tables().members.rows(organizationId), ({ userId }) => userId)
    const derived = tables()
      .grants.rows(organizationId)
      .filter(({ source }) => source === 'mapping')
    const grants = groupBy(derived, ({ userId }) => userId)
    return users.map((user) => {
      const rows = (memberships.get(user.id) ?? []).toSorted(byGroup)
      const held = (grants.get(user.id) ?? []).toSorted(inGrantOrder)
      return {
        id: user.id,
        userName: user.userName,
        active: user.active,
        data: data ? user.data : null,
        display: memberFacts ? displayOf(user) : null,
        memberships: JSON.stringify(
          rows.map(({ groupId, type, value }) => (memberFacts ? [groupId, value, type] : groupId)),
        ),
        grants: JSON.stringify(
          held.map(({ desired, expiresAt, groupId, hold, mappingVersion, role, ruleId, scope }) => {
            return [scope, role, ruleId, groupId, mappingVersion, Number(desired), hold, expiresAt]
          }),
        ),
      }
    })
  }

  return {
    page: async (page, parts) =>
      toPeople(
        pageOf(tables().users.rows(organizationId), ({ id }) => id, page),
        parts,
      ),
    async findMany(ids, parts) {
      const wanted = new Set(ids)
      const users = tables().users.rows(organizationId)
      return toPeople(users.filter(({ id }) => wanted.has(id)).toSorted(byId), parts)
    },
    async findActive(ids) {
      const wanted = new Set(ids)
      const users = tables().users.rows(organizationId)
      return new Map(users.filter(({ id }) => wanted.has(id)).map(({ active, id }) => [id, active]))
    },
  }
}
