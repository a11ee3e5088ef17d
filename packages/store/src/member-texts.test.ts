import { expect, it } from 'vitest'

import { createMemberTexts } from './member-texts.ts'
import { createMemberReader } from './noun/member-reader.ts'
import type { Statements } from './sql/statements.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'

/** A database in that state, in which each group has a member of that name. */
function databaseOf(mark: string, ran: string[], name = 'ann'): Statements {
  return {
    dialect: sqliteDialect,
    all: async (sql) => {
      const asksState = sql.includes('revision')
      ran.push(asksState ? 'state' : 'members')
      return [asksState ? { mark } : { text: `{"value":"${name}"}`, members: 1, last: name }] as never[]
    },
  }
}

const page = { after: null, limit: 1_000 }
const shape = { names: ['value'], users: '' } as const

it('reads members for the third time only where something may have been written since', async () => {
  const texts = createMemberTexts()
  const ran: string[] = []
  const read = (organization: string, mark: string, group = 'group') =>
    createMemberReader(databaseOf(mark, ran, `${organization} ${mark}`), organization, texts).writeAfter(
      group,
      page,
      shape,
    )
  const first = await read('acme', '1 a')
  expect([await read('acme', '1 a'), await read('acme', '1 a')]).toEqual([first, first])
  expect(ran).toEqual(['state', 'members', 'state', 'members', 'state'])
  for (const other of [
    () => read('acme', '2 b'),
    () => read('acme', '1 b'),
    () => read('other', '1 a'),
    () => read('acme', '1 a', 'another'),
  ]) {
    ran.length = 0
    await other()
    expect(ran).toEqual(['state', 'members'])
  }
})

it('asks for the state once for all parts', async () => {
  const ran: string[] = []
  const { writeAfter } = createMemberReader(databaseOf('1 a', ran), 'acme', createMemberTexts())
  for (const after of ['a', 'b']) await writeAfter('group', { ...page, after }, shape)
  expect(ran).toEqual(['state', 'members', 'members'])
})

it('forgets what was read long ago, for there is room for a bounded text', () => {
  const texts = createMemberTexts()
  const part = (mark: string) => ({ organizationId: 'acme', groupId: 'group', page, shape, mark })
  const large = { text: 'x'.repeat(10 * 1_024 * 1_024), count: 1, last: 'x' }
  for (const mark of ['1', '1', '2', '2', '3', '3']) texts.keep(part(mark), large)
  expect(['1', '2', '3'].map((mark) => texts.find(part(mark)) !== undefined)).toEqual([false, true, true])
})

it('keeps no text that is read once: of an organization that is written all the time none is read again', () => {
  const texts = createMemberTexts()
  const written = { text: 'x', count: 1, last: 'x' }
  const part = { organizationId: 'acme', groupId: 'group', page, shape, mark: '1 a' }
  texts.keep(part, written)
  expect(texts.find(part)).toBeUndefined()
  texts.keep(part, written)
  expect(texts.find(part)).toBe(written)
})
