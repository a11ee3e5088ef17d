import type { UserRecord } from '@rolecall/core/directory/member'
import { matchesFilter } from '@rolecall/core/scim/filter/matches-filter'
import { findAttribute, pathOf, type ResolvedAttribute } from '@rolecall/core/scim/schema/find-attribute'
import { comparePlaces, placeOf, type Place, type Sort } from '@rolecall/core/scim/resource/sort'
import type { ResourceType } from '@rolecall/core/scim/schema/resource-type'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import type { Page, ResourceQuery, RootQuery, SeekQuery } from '@rolecall/core/store/resources'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'

import { createDirectorySample, type DirectorySample, type SampleResource } from './directory-sample.ts'
import { comparableAttributes, resolvedFilter } from './resource-arbitraries.ts'
import { sampleTypes } from './sample-types.ts'
import type { StoreUnderTest } from './store-under-test.ts'
import { createTestOrganization, type TestOrganization } from './test-organization.ts'
import { insertGroup, insertUser } from './test-records.ts'
import { withStore } from './with-store.ts'

const everything: ResourceQuery = { filter: null, sort: null, startIndex: 1, count: 10_000 }
const sampleSize = 60
const filters = 300

/** Filters, sorts and pages: the database answers as the interpreter in core does. */
export function describeQueries(underTest: StoreUnderTest): void {
  describe('queries', () => {
    const store = withStore(underTest, sampleTypes)
    let organization: TestOrganization
    let sample: DirectorySample
    beforeAll(async () => {
      const noise = await createTestOrganization(store())
      await createDirectorySample(noise, 7, 5)
      organization = await createTestOrganization(store())
      sample = await createDirectorySample(organization, 42, sampleSize)
    })

    const kinds = [
      {
        type: sampleTypes.User,
        resources: () => sample.users,
        query: (query: ResourceQuery) => organization.reader.users.query(query),
        seek: (query: SeekQuery) => organization.reader.users.seek(query),
      },
      {
        type: sampleTypes.Group,
        resources: () => sample.groups,
        query: (query: ResourceQuery) => organization.reader.groups.query(query),
        seek: (query: SeekQuery) => organization.reader.groups.seek(query),
      },
    ]

    it.each(kinds)('filters $type.name as the interpreter does', async ({ type, resources, query }) => {
      const property = fc.asyncProperty(resolvedFilter(type, sample.hints), async (filter) => {
        const expected = resources().flatMap(({ id, keys }) => (matchesFilter(filter, keys) ? [id] : []))
        const { records, total } = await query({ ...everything, filter })
        expect(records.map(({ id }) => id)).toEqual(expected)
        expect(total).toBe(expected.length)
      })
      await fc.assert(property, { numRuns: filters })
    })

    it.each(kinds)('sorts $type.name by every attribute, in both orders', async ({ type, resources, query }) => {
      for (const sort of sortsOf(type)) {
        const path = `${pathOf(sort.attribute)} ${sort.order}`
        const { records } = await query({ ...everything, sort })
        expect({ path, ids: records.map(({ id }) => id) }).toEqual({ path, ids: sorted(resources(), sort) })
      }
    })

    it.each(kinds)('walks over $type.name in every order, up and down', async ({ type, resources, seek }) => {
      for (const [index, sortBy] of [null, ...comparableAttributes(type)].entries()) {
        const path = sortBy === null ? 'nothing' : pathOf(sortBy)
        const expected = places(resources(), sortBy)
        // One resource a page is slow over many attributes: every fifth has it.
        for (const count of index % 5 === 0 ? [1, 4, 7] : [7]) {
          const up = await walk(seek, { filter: null, sortBy, ascending: true, count })
          const down = await walk(seek, { filter: null, sortBy, ascending: false, count })
          expect({ path, up, down }).toEqual({ path, up: expected, down: expected.toReversed() })
        }
      }
    })

    it.each(kinds)('walks over those of $type.name that a filter matches, and counts them', async (kind) => {
      const { query, seek, type } = kind
      const property = fc.asyncProperty(resolvedFilter(type, sample.hints), async (filter) => {
        const met = await walk(seek, { filter, sortBy: null, ascending: true, count: 9 })
        const { records } = await query({ ...everything, filter })
        expect(met.map(({ id }) => id)).toEqual(records.map(({ id }) => id))
        const { groups, users } = organization.reader
        expect(await (type === sampleTypes.User ? users : groups).countMatching(filter)).toBe(records.length)
      })
      await fc.assert(property, { numRuns: 40 })
    })

    it('has users and groups in one order, with what both, one or none can be sorted by', async () => {
      const both: readonly SampleResource[] = [...sample.users, ...sample.groups]
      for (const name of [
        null,
        'displayName',
        'externalId',
        'meta.created',
        'meta.resourceType',
        'userName',
        'active',
      ]) {
        const [user, group] = [sampleTypes.User, sampleTypes.Group].map((type) =>
          name === null ? null : (findAttribute(type, name, new Tolerances()) ?? null),
        ) as [ResolvedAttribute | null, ResolvedAttribute | null]
        const expected = [...places(sample.users, user), ...places(sample.groups, group)].sort(comparePlaces)
        for (const ascending of [true, false]) {
          const query: RootQuery = {
            types: { User: { filter: null, sortBy: user }, Group: { filter: null, sortBy: group } },
            ascending,
            startIndex: 6,
            count: 40,
          }
          const { records, total } = await organization.reader.resources.query(query)
          const ids = (ascending ? expected : expected.toReversed()).map(({ id }) => id)
          expect({ name, total, ids: records.map(({ id }) => id) }).toEqual({
            name,
            total: both.length,
            ids: ids.slice(5, 45),
          })
        }
      }
    })

    it('gives the page that is asked for, and the number of all', async () => {
      const ids = sample.users.map(({ id }) => id)
      const page = async (startIndex: number, count: number) =>
        toIds(await organization.reader.users.query({ ...everything, startIndex, count }))
      expect(await page(1, 10)).toEqual({ total: ids.length, ids: ids.slice(0, 10) })
      expect(await page(11, 10)).toEqual({ total: ids.length, ids: ids.slice(10, 20) })
      expect(await page(ids.length, 10)).toEqual({ total: ids.length, ids: ids.slice(-1) })
      expect(await page(ids.length + 1, 10)).toEqual({ total: ids.length, ids: [] })
      expect(await page(1, 0)).toEqual({ total: ids.length, ids: [] })
    })

    it.each(kinds)('turns the pages of $type.name by index in every order', async ({ type, resources, query }) => {
      for (const sort of [null, ...sortsOf(type)]) {
        const path = sort === null ? 'nothing' : `${pathOf(sort.attribute)} ${sort.order}`
        const expected = sort === null ? resources().map(({ id }) => id) : sorted(resources(), sort)
        const met: string[] = []
        while (met.length < expected.length) {
          const page = toIds(await query({ filter: null, sort, startIndex: met.length + 1, count: 23 }))
          expect({ path, total: page.total }).toEqual({ path, total: expected.length })
          expect(page.ids.length).toBeGreaterThan(0)
          met.push(...page.ids)
        }
        expect({ path, met }).toEqual({ path, met: expected })
      }
    })

    it.each(kinds)('jumps to any page of $type.name, forth and back', async ({ type, resources, query }) => {
      const name = type === sampleTypes.User ? 'userName' : 'displayName'
      const jumps = [41, 30, 45, 41, 1, 33, 58, 25, 60, 61, 62, 8]
      for (const sort of [
        null,
        ...sortsOf(type).filter(({ attribute }) => [name, 'externalId'].includes(pathOf(attribute))),
      ]) {
        const expected = sort === null ? resources().map(({ id }) => id) : sorted(resources(), sort)
        for (const startIndex of jumps) {
          const page = toIds(await query({ filter: null, sort, startIndex, count: 5 }))
          const ids = expected.slice(startIndex - 1, startIndex + 4)
          expect({ sort: sort?.order, startIndex, ...page }).toEqual({
            sort: sort?.order,
            startIndex,
            ids,
            total: expected.length,
          })
        }
      }
    })

    it('turns to the page and counts what there is now, whatever was written since the page before', async () => {
      const { reader, write } = await createTestOrganization(store())
      const names = ['b', 'c', 'd', 'e', 'f', 'g', 'h']
      const users = await write(async (tx) => {
        const inserted: UserRecord[] = []
        for (const userName of names) inserted.push(await insertUser(tx, { userName, title: 'x' }))
        return inserted
      })
      const sort: Sort = { attribute: attributeAt('userName'), order: 'ascending' }
      const title = {
        kind: 'compare',
        attribute: attributeAt('title'),
        operator: 'sw',
        value: 'x',
        written: 'x',
      } as const
      const read = async (startIndex: number, filter: ResourceQuery['filter'] = null) => {
        const { records, total } = await reader.users.query({ filter, sort, startIndex, count: 2 })
        return [total, ...records.map(({ userName }) => userName)]
      }
      const count = async () => [await reader.users.countMatching(null), await reader.users.countMatching(title)]
      expect([await read(1), await read(3), await read(3), await count()]).toEqual([
        [7, 'b', 'c'],
        [7, 'd', 'e'],
        [7, 'd', 'e'],
        [7, 7],
      ])
      await write((tx) => insertUser(tx, { userName: 'a' }))
      expect([await read(5), await read(7), await count()]).toEqual([
        [8, 'e', 'f'],
        [8, 'g', 'h'],
        [8, 7],
      ])
      expect([await read(1, title), await read(3, title)]).toEqual([
        [7, 'b', 'c'],
        [7, 'd', 'e'],
      ])
      const [b, c, d] = users as [UserRecord, UserRecord, UserRecord]
      await write((tx) => tx.users.delete(b))
      expect([await read(5, title), await read(5), await count()]).toEqual([
        [6, 'g', 'h'],
        [7, 'f', 'g'],
        [7, 6],
      ])
      await write((tx) => tx.users.update({ ...c, provisioned: false }, c))
      expect([await read(5, title), await read(5), await count()]).toEqual([
        [5, 'h'],
        [6, 'g', 'h'],
        [6, 5],
      ])
      await expect(write((tx) => tx.users.delete(c).then(() => Promise.reject(new Error('no'))))).rejects.toThrow('no')
      expect([await read(7), await count()]).toEqual([[6], [6, 5]])
      // Within a transaction what it has written, and for nobody else.
      await write(async (tx) => {
        await tx.users.delete(d)
        expect(await tx.users.countMatching(null)).toBe(5)
        expect(await count()).toEqual([6, 5])
      })
      expect(await count()).toEqual([5, 4])
    })

    it('shows provisioned users only', async () => {
      const { reader, write } = await createTestOrganization(store())
      const user = await write(async (tx) => {
        await insertUser(tx, { userName: 'invited' }, { provisioned: false })
        return insertUser(tx, { userName: 'ann' })
      })
      expect(await reader.users.query(everything)).toEqual({ total: 1, records: [user] })
    })

    it('follows what changes: attributes, members and names', async () => {
      const { reader, write } = await createTestOrganization(store())
      const [user, group] = await write(
        async (tx) =>
          [
            await insertUser(tx, { userName: 'ann', title: 'One' }),
            await insertGroup(tx, { displayName: 'staff' }),
          ] as const,
      )
      const title = attributeAt('title')
      const display = attributeAt('groups.display')
      const find = async (attribute: ResolvedAttribute, value: string) => {
        const filter = { kind: 'compare', attribute, operator: 'eq', value, written: value } as const
        return (await reader.users.query({ ...everything, filter })).total
      }
      expect([await find(title, 'one'), await find(title, 'two'), await find(display, 'staff')]).toEqual([1, 0, 0])
      await write(async (tx) => {
        await tx.users.update({ ...user, data: { ...user.data, title: 'Two' }, version: 2 }, user)
        await tx.members.add(group.id, [{ value: user.id, type: null }])
      })
      expect([await find(title, 'one'), await find(title, 'two'), await find(display, 'staff')]).toEqual([0, 1, 1])
      await write((tx) =>
        tx.groups.update({ ...group, displayName: 'crew', displayNameKey: 'crew', data: { displayName: 'crew' } }),
      )
      expect([await find(display, 'staff'), await find(display, 'crew')]).toEqual([0, 1])
    })
  })
}

function attributeAt(path: string): ResolvedAttribute {
  const found = findAttribute(sampleTypes.User, path, new Tolerances())
  if (found === undefined) throw new Error(`There is no attribute ${path}`)
  return found
}

function sortsOf(type: ResourceType): Sort[] {
  return comparableAttributes(type).flatMap((attribute) => [
    { attribute, order: 'ascending' as const },
    { attribute, order: 'descending' as const },
  ])
}

function sorted(resources: readonly SampleResource[], { attribute, order }: Sort): string[] {
  const ids = places(resources, attribute).map(({ id }) => id)
  return order === 'ascending' ? ids : ids.toReversed()
}

/** Ascending. */
function places(resources: readonly SampleResource[], attribute: ResolvedAttribute | null): Place[] {
  return resources
    .map(({ id, keys }) => (attribute === null ? { key: null, id } : placeOf(id, keys, attribute)))
    .sort(comparePlaces)
}

/** Every page of a list, each beginning where the one before ended. */
async function walk(seek: (query: SeekQuery) => Promise<readonly { place: Place }[]>, query: Omit<SeekQuery, 'from'>) {
  const met: Place[] = []
  for (;;) {
    const page = await seek({ ...query, from: met.at(-1) ?? null })
    met.push(...page.map(({ place }) => place))
    if (page.length < query.count) return met
  }
}

function toIds({ records, total }: Page<{ readonly id: string }>): { readonly total: number; readonly ids: string[] } {
  return { total, ids: records.map(({ id }) => id) }
}
