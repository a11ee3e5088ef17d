import {
  defaultOrganizationSettings,
  type NewOrganization,
  type Organization,
  type OrganizationExport,
  type OrganizationSettings,
} from '@rolecall/core/directory/organization'
import type { OrganizationStore } from '@rolecall/core/store/organizations'

import { toJson, toNumber, toOptionalText, toText } from '../decode.ts'
import type { Statements, WritingStatements } from '../sql/statements.ts'
import type { RowOf } from '../tables/row-of.ts'
import { eraseSome } from './erase-organization.ts'

const newColumns = ['id', 'name', 'settings', 'created'] as const
const columns = [...newColumns, 'external_id', 'suspended_at'] as const
/** What is being deleted is none any more, but for whoever takes it away. */
export const stands = 'deleted_at IS NULL'

const newNames = newColumns.join(', ')
const names = columns.join(', ')

type OrganizationRow = RowOf<'organizations', (typeof columns)[number]>

export interface WriteOptions {
  /** Whether it is answered before it is on the disk, so that it is gone where the machine stops within the second. */
  readonly mayBeLost?: boolean
}

/** Runs one write in a transaction of its own. */
export type RunWrite = <T>(work: (statements: WritingStatements) => Promise<T>, options?: WriteOptions) => Promise<T>

/** Runs the work of a write of one organization; see `WriteScope` for what may be long. */
export type RunOrganizationWrite = <T>(
  organizationId: string,
  work: (statements: WritingStatements) => Promise<T>,
  options?: { readonly mayBeLong?: boolean },
) => Promise<T>

export function createOrganizationStore(statements: Statements, write: RunWrite): OrganizationStore {
  return {
    async insert({ id, name, settings, created }: NewOrganization) {
      await write((writing) =>
        writing.write(`INSERT INTO organizations (${newNames}) VALUES (?, ?, ?, ?)`, [
          id,
          name,
          JSON.stringify(settings),
          created,
        ]),
      )
    },
    insertFirst: ({ id, name, settings, created }) =>
      write(async (writing) => {
        // A writer of SQLite is alone; in PostgreSQL two would both see an empty table.
        if (writing.dialect.name === 'postgres') {
          await writing.all('LOCK TABLE organizations IN SHARE ROW EXCLUSIVE MODE', [])
        }
        const rows = await writing.write(
          `INSERT INTO organizations (${newNames}) SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM organizations) RETURNING id`,
          [id, name, JSON.stringify(settings), created],
        )
        return rows.length > 0
      }),
    async find(id) {
      const [row] = await statements.all<OrganizationRow>(
        `SELECT ${names} FROM organizations WHERE id = ? AND ${stands}`,
        [id],
      )
      return row && toOrganization(row)
    },
    async findOwn(ownId) {
      const sql = `SELECT ${names} FROM organizations WHERE (external_id = ? OR id = ?) AND ${stands}`
      const [row] = await statements.all<OrganizationRow>(sql, [ownId, ownId])
      return row && toOrganization(row)
    },
    async readCreation(id) {
      const sql = 'SELECT creation FROM organizations WHERE id = ?'
      const [row] = await statements.all<RowOf<'organizations', 'creation'>>(sql, [id])
      return row === undefined ? null : toOptionalText(row, 'creation')
    },
    async listPage({ after, limit }) {
      const sql = `SELECT ${names} FROM organizations WHERE id > ? AND ${stands} ORDER BY id LIMIT ?`
      return (await statements.all<OrganizationRow>(sql, [after ?? '', limit])).map(toOrganization)
    },
    async list() {
      const sql = `SELECT ${names} FROM organizations WHERE ${stands} ORDER BY id`
      return (await statements.all<OrganizationRow>(sql, [])).map(toOrganization)
    },
    async listRevisions(ids) {
      const sql = `SELECT id, revision FROM organizations WHERE ${statements.dialect.isIn('id')}`
      const rows = await statements.all<RowOf<'organizations', 'id' | 'revision'>>(sql, [statements.dialect.list(ids)])
      return new Map(rows.map((row) => [toText(row, 'id'), toNumber(row, 'revision')]))
    },
    async countOwnerless() {
      const sql = 'SELECT COUNT(*) AS ownerless FROM organizations WHERE ownerless_since IS NOT NULL'
      const [row] = await statements.all(sql, [])
      return toNumber(row ?? {}, 'ownerless')
    },
    async readExport(id) {
      const sql = `SELECT exported FROM organizations WHERE id = ? AND ${stands}`
      const [row] = await statements.all<RowOf<'organizations', 'exported'>>(sql, [id])
      const text = row === undefined ? null : toOptionalText(row, 'exported')
      return text === null ? null : (JSON.parse(text) as OrganizationExport)
    },
    async putExport(id, exported) {
      await write((writing) =>
        writing.write('UPDATE organizations SET exported = ? WHERE id = ?', [JSON.stringify(exported), id]),
      )
    },
    eraseSome: (id, from, rows) => write((writing) => eraseSome(writing, id, from, rows)),
    async listUndecided() {
      const sql = 'SELECT id FROM organizations WHERE undecided_since IS NOT NULL ORDER BY id'
      return (await statements.all(sql, [])).map((row) => toText(row, 'id'))
    },
  }
}

function toOrganization(row: OrganizationRow): Organization {
  return {
    id: toText(row, 'id'),
    name: toText(row, 'name'),
    settings: { ...defaultOrganizationSettings, ...(toJson(row, 'settings') as OrganizationSettings) },
    created: toText(row, 'created'),
    externalId: toOptionalText(row, 'external_id'),
    suspendedAt: toOptionalText(row, 'suspended_at'),
  }
}
