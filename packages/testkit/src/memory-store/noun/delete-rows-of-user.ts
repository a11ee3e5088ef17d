import { grantKey } from '@rolecall/core/directory/grant'

import type { Table } from '../table.ts'
import type { Tables } from '../tables.ts'
import { assignmentKey } from './assignments.ts'
import { identityKey } from './identities.ts'
import { memberKey } from './member-rows.ts'

/** What goes with a user: memberships, grants, assignments, identities and sign-ins. */
export function deleteRowsOfUser(tables: Tables, organizationId: string, userId: string): void {
  const remove = <Row>(table: Table<Row>, keyOfRow: (row: Row) => string, isOfUser: (row: Row) => boolean) => {
    for (const row of table.rows(organizationId).filter(isOfUser)) table.delete(organizationId, keyOfRow(row))
  }
  remove(tables.members, memberKey, (row) => row.userId === userId)
  remove(tables.grants, grantKey, (row) => row.userId === userId)
  remove(tables.assignments, assignmentKey, (row) => row.subject === userId)
  remove(tables.identities, identityKey, (row) => row.userId === userId)
  remove(
    tables.signIns,
    ({ hash }) => hash,
    (row) => row.userId === userId,
  )
}
