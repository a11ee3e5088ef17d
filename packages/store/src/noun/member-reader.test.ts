import { expect, it } from 'vitest'

import { sqliteDialect } from '../sqlite/sqlite-dialect.ts'
import type { Statements } from '../sql/statements.ts'
import { createMemberReader } from './member-reader.ts'

/** A group of 3,000 members, whose first one is exchanged for another while its second part is being read, as often as it is said. */
function readerOf(changes: number) {
  const group = { version: 1, first: 'a-0' }
  let parts = 0
  const all = (sql: string, parameters: readonly unknown[]): Promise<readonly object[]> => {
    if (sql.startsWith('SELECT version')) return Promise.resolve([{ version: group.version }])
    const values = [group.first, ...Array.from({ length: 2_999 }, (_, index) => `b-${String(index).padStart(4, '0')}`)]
    const after = parameters.length === 4 ? String(parameters[2]) : ''
    const page = values.filter((value) => value > after).slice(0, 2_500)
    if (after.startsWith('b') && parts++ < changes) {
      group.version += 1
      group.first = `a-${parts}`
    }
    return Promise.resolve(
      page.map((value) => ({
        group_id: 'g',
        value,
        type: null,
        user_id: null,
        added_revision: 1,
        added_index: 0,
        display: null,
      })),
    )
  }
  return { group, reader: createMemberReader({ dialect: sqliteDialect, all } as unknown as Statements, 'o') }
}

it('shows a large group as it is at one time: what was changed between its parts is read again', async () => {
  const { group, reader } = readerOf(2)
  const members = (await reader.list(['g'])).get('g') ?? []
  expect(members).toHaveLength(3_000)
  expect(members.map(({ value }) => value)).toContain(group.first)
  expect(group.version).toBe(3)
})

it('answers all the same where it never stands still', async () => {
  const { reader } = readerOf(Infinity)
  expect((await reader.list(['g'])).get('g')).toHaveLength(3_000)
})
