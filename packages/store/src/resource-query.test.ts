import type { ResourceQuery } from '@rolecall/core/store/resources'
import { beforeEach, expect, it } from 'vitest'

import { userSource } from './filter/user-source.ts'
import { createListMemory, type ListMemory } from './list-memory.ts'
import { queryResources } from './resource-query.ts'
import type { Parameter } from './sql/parameter.ts'
import type { Statements } from './sql/statements.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'

const people = 1_000
let revision: number
/** The hash of the last event. */
let head: string
/** How many of the first people are gone. */
let gone: number
/** What comes in between after a page has been read, once. */
let afterPage: () => void
let memory: ListMemory
/** What each page was read by: the id that it comes after, and how many are passed over. */
let reads: { readonly after: Parameter | null; readonly passed: number }[]

beforeEach(() => {
  revision = 1
  head = 'one'
  gone = 0
  afterPage = () => {}
  memory = createListMemory()
  reads = []
})

/** People whose ids are their places, from 1, in the order of ids. */
const statements: Statements = {
  dialect: sqliteDialect,
  async all(sql, parameters) {
    if (/from .?organizations/i.test(sql)) return [{ mark: `${revision} ${head}`, total: people }] as never[]
    const values = [...parameters]
    const passed = /\boffset \?/.test(sql) ? Number(values.pop()) : 0
    const limit = Number(values.pop())
    const after = /id.? > \?/.test(sql) ? (values.pop() ?? null) : null
    reads.push({ after, passed })
    const first = Number(after ?? gone) + passed + 1
    afterPage()
    afterPage = () => {}
    return Array.from({ length: limit }, (_, index) => ({ id: String(first + index) })) as never[]
  },
}

async function jump(startIndex: number, first = String(startIndex)): Promise<void> {
  const query: ResourceQuery = { filter: null, sort: null, startIndex, count: 10 }
  const { rows, total } = await queryResources(statements, userSource, 'acme', query, memory)
  expect({ first: Reflect.get(rows[0] ?? {}, 'id'), length: rows.length, total }).toEqual({
    first,
    length: 10,
    total: people,
  })
}

it('passes over nobody to turn to a page again, or to the next', async () => {
  for (const startIndex of [901, 901, 911]) await jump(startIndex)
  expect(reads).toEqual([
    { after: null, passed: 899 },
    { after: '900', passed: 0 },
    { after: '910', passed: 0 },
  ])
})

it('passes over those since the nearest page to jump further, and over all to jump back', async () => {
  for (const startIndex of [501, 801, 101, 821]) await jump(startIndex)
  expect(reads).toEqual([
    { after: null, passed: 499 },
    { after: '510', passed: 289 },
    { after: null, passed: 99 },
    { after: '810', passed: 10 },
  ])
})

it('knows no place of another revision', async () => {
  await jump(501)
  revision = 2
  reads = []
  await jump(801)
  expect(reads.at(-1)).toEqual({ after: null, passed: 799 })
})

it('knows no place where the same revision has come again, as in a database that was restored', async () => {
  await jump(501)
  head = 'another'
  reads = []
  await jump(801)
  expect(reads.at(-1)).toEqual({ after: null, passed: 799 })
})

it('keeps no place of a page that was read before a write and counted after it', async () => {
  afterPage = () => {
    revision = 2
    gone = 1
  }
  await jump(501)
  reads = []
  await jump(511, '512')
  expect(reads).toEqual([{ after: null, passed: 509 }])
})
