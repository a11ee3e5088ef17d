import { Uniqueness } from '@rolecall/core/scim/errors'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { hasUniqueAttributes, uniqueKeys, type UniqueKey } from '@rolecall/core/scim/resource/unique-keys'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'

import { toText } from '../decode.ts'
import type { WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'

/** Values that are unique within an organization, as rows of their own: a look-up by key finds who has one. */
export interface UniqueValues {
  /** Makes a resource's values its own. Throws Uniqueness naming every attribute of which another resource has the value. */
  claim(id: string, data: ResourceData, isNew: boolean): Promise<void>
  release(id: string): Promise<void>
}

const columns = { path: 'text', key: 'text' } as const

/** For a type without such attributes nothing is asked and nothing written. */
export function createUniqueValues(
  statements: WritingStatements,
  organizationId: string,
  type: ResourceType,
): UniqueValues {
  if (!hasUniqueAttributes(type)) return { async claim() {}, async release() {} }
  const { dialect } = statements
  const place = [organizationId, type.id]

  async function heldBy(id: string): Promise<readonly UniqueKey[]> {
    const rows = await statements.all<RowOf<'unique_values', 'path' | 'key'>>(
      'SELECT path, key FROM unique_values WHERE organization_id = ? AND resource_type = ? AND resource_id = ?',
      [...place, id],
    )
    return rows.map((row) => ({ path: toText(row, 'path'), key: toText(row, 'key') }))
  }

  /** Writes of an organization are serial: nobody takes a value between this and the insert. */
  async function refuseTaken(id: string, wanted: readonly UniqueKey[]): Promise<void> {
    const rows = await statements.all<RowOf<'unique_values', 'path'>>(
      `SELECT DISTINCT u.path FROM ${dialect.fromRows(columns)} JOIN unique_values u ON u.path = r.path AND u.key = r.key
       WHERE u.organization_id = ? AND u.resource_type = ? AND u.resource_id <> ? ORDER BY u.path`,
      [dialect.rows(toRows(wanted)), ...place, id],
    )
    if (rows.length === 0) return
    const paths = rows.map((row) => toText(row, 'path')).join(', ')
    throw new Uniqueness(`${paths}: another ${type.name} of this organization has this value`)
  }

  async function release(id: string): Promise<void> {
    await statements.write(
      'DELETE FROM unique_values WHERE organization_id = ? AND resource_type = ? AND resource_id = ?',
      [...place, id],
    )
  }

  return {
    async claim(id, data, isNew) {
      const wanted = uniqueKeys(type, data)
      const held = isNew ? [] : await heldBy(id)
      if (isSame(wanted, held)) return
      if (wanted.length > 0) await refuseTaken(id, wanted)
      if (held.length > 0) await release(id)
      if (wanted.length === 0) return
      await statements.write(
        `INSERT INTO unique_values (organization_id, resource_type, resource_id, path, key)
         SELECT ?, ?, ?, r.path, r.key FROM ${dialect.fromRows(columns)}`,
        [...place, id, dialect.rows(toRows(wanted))],
      )
    },
    release,
  }
}

function toRows(keys: readonly UniqueKey[]): { path: string; key: string }[] {
  return keys.map(({ key, path }) => ({ path, key }))
}

function isSame(a: readonly UniqueKey[], b: readonly UniqueKey[]): boolean {
  const named = new Set(a.map(({ key, path }) => `${path}\n${key}`))
  return a.length === b.length && b.every(({ key, path }) => named.has(`${path}\n${key}`))
}
