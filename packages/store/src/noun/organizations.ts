import { defaultOrganizationSettings, type Organization, type OrganizationSettings } from '@rolecall/core/directory/organization'
import type { OrganizationStore } from '@rolecall/core/store'

import { toJson, toText } from '../decode.ts'
import type { Row, Statements, WritingStatements } from '../sql/statements.ts'

const columns = 'id, name, settings, created'

/** Runs one write in a transaction of its own. */
export type RunWrite = <T>(work: (statements: WritingStatements) => Promise<T>) => Promise<T>

export function createOrganizationStore(statements: Statements, write: RunWrite): OrganizationStore {
  return {
    async insert({ id, name, settings, created }) {
      await write((writing) =>
        writing.write(`INSERT INTO organizations (${columns}) VALUES (?, ?, ?, ?)`, [id, name, JSON.stringify(settings), created]),
      )
    },
    async find(id) {
      const [row] = await statements.all(`SELECT ${columns} FROM organizations WHERE id = ?`, [id])
      return row && toOrganization(row)
    },
    async list() {
      return (await statements.all(`SELECT ${columns} FROM organizations ORDER BY id`, [])).map(toOrganization)
    },
  }
}

function toOrganization(row: Row): Organization {
  return {
    id: toText(row, 'id'),
    name: toText(row, 'name'),
    settings: { ...defaultOrganizationSettings, ...toJson<OrganizationSettings>(row, 'settings') },
    created: toText(row, 'created'),
  }
}
