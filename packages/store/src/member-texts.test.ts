import { expect, it } from 'vitest'

import { createMemberTexts } from './member-texts.ts'
import { createMemberReader } from './noun/member-reader.ts'
import type { Statements } from './sql/statements.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'

/** A database of that revision, in which each group has a member of that name. */
function databaseOf(revision: number, ran: string[], name = 'ann'): Statements {
  return {
    dialect: sqliteDialect,
    all: async (sql) => {
      const asksRevision = sql.includes('revision')
      ran.push(asksRevision ? 'revision' : 'members')
      return [asksRevision ? { revision } : { text: `{"value":"${name}"}`, members: 1, last: name }] as never[]
    },
  }
}

const page = { after: null, limit: 1_000 }
const shape = { names: ['value'], users: '' } as const

it('reads members for the third time only where something may have been written since', async () => {
  const texts = createMemberTexts()
  const ran: string[] = []
  const read = (organization: string, revision: number, group = 'group') =>
    createMemberReader(databaseOf(revision, ran, `${organization} ${revision}`), organization, texts).writeAfter(
      group,
      page,
      shape,
    )
  const first = await read('acme', 1)
  expect([await read('acme', 1), await read('acme', 1)]).toEqual([first, first])
  expect(ran).toEqual(['revision', 'members', 'revision', 'members', 'revision'])
  for (const other of [() => read('acme', 2), () => read('other', 1), () => read('acme', 1, 'another')]) {
    ran.length = 0
    await other()
    expect(ran).toEqual(['revision', 'members'])
  }
})

it('asks for the revision once for all parts', async () => {
  const ran: string[] = []
  const { writeAfter } = createMemberReader(databaseOf(1, ran), 'acme', createMemberTexts())
  for (const after of ['a', 'b']) await writeAfter('group', { ...page, after }, shape)
  expect(ran).toEqual(['revision', 'members', 'members'])
})

it('forgets what was read long ago, for there is room for a bounded text', () => {
  const texts = createMemberTexts()
  const part = (revision: number) => ({ organizationId: 'acme', groupId: 'group', page, shape, revision })
  const large = { text: 'x'.repeat(10 * 1_024 * 1_024), count: 1, last: 'x' }
  for (const revision of [1, 1, 2, 2, 3, 3]) texts.keep(part(revision), large)
  expect([1, 2, 3].map((revision) => texts.find(part(revision)) !== undefined)).toEqual([false, true, true])
})

it('keeps no text that is read once: of an organization that is written all the time none is read again', () => {
  const texts = createMemberTexts()
  const written = { text: 'x', count: 1, last: 'x' }
  const part = { organizationId: 'acme', groupId: 'group', page, shape, revision: 1 }
  texts.keep(part, written)
  expect(texts.find(part)).toBeUndefined()
  texts.keep(part, written)
  expect(texts.find(part)).toBe(written)
})
