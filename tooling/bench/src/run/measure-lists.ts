import { createTenant, type Tenant } from '../client/tenant.ts'
import { expectEqual } from '../expect-status.ts'
import { fillDirectory, personId } from '../load/huge-directory.ts'
import { measure } from '../measure.ts'
import type { Bench } from './bench.ts'

const rounds = 100
const warmUp = 10
const pageSize = 100

interface ListAnswer {
  readonly totalResults?: number
  readonly Resources?: readonly { readonly id: string; readonly userName: string }[]
  readonly nextCursor?: string
}

/** A list that is asked for, by its query, and what is right of its answer. */
interface ListLoad {
  readonly name: string
  readonly query: (round: number) => Readonly<Record<string, string>>
  readonly check: (answer: ListAnswer, round: number) => void
}

/** Look-ups, filters and pages of a directory of 100,000 people, one after another. */
export async function measureLists({ client, options, report, server }: Bench, database: string): Promise<void> {
  const { people } = options
  const tenant = await createTenant(server, client)
  await fillDirectory(database, tenant.organizationId, { people, inputs: 100, groups: 100, groupsOfPerson: 1 })
  for (const { check, name, query } of createListLoads(people, await readDeepCursor(tenant, people))) {
    const ask = async (round: number): Promise<void> => {
      const path = `/Users?${new URLSearchParams(query(round)).toString()}`
      check((await tenant.scim('GET', path, 200)) as ListAnswer, round)
    }
    for (let round = 0; round < warmUp; round++) await ask(round)
    const measurement = await measure(server, client, async () => {
      for (let round = 0; round < rounds; round++) await ask(warmUp + round)
    })
    report.measurement(`${name}, of ${people} people`, measurement)
  }
}

function createListLoads(people: number, cursor: string): readonly ListLoad[] {
  const personOf = (round: number): number => (round * 7_919) % people
  const one = (name: string, toFilter: (person: number) => string): ListLoad => ({
    name,
    query: (round) => ({ filter: toFilter(personOf(round)) }),
    check(answer, round) {
      expectEqual('found', answer.Resources?.[0]?.id, personId(personOf(round)))
      expectEqual('number', answer.totalResults, 1)
    },
  })
  const page = (name: string, query: Readonly<Record<string, string>>, total?: number): ListLoad => ({
    name,
    query: (round) => ({ count: String(pageSize), ...(query['startIndex'] === 'next' ? nextOf(query, round) : query) }),
    check(answer) {
      expectEqual('page', answer.Resources?.length, Math.min(pageSize, total ?? people))
      if (total !== undefined) expectEqual('total', answer.totalResults, total)
    },
  })
  const numbers = Array.from({ length: people }, (_, index) => index)
  const countOf = (is: (index: number) => boolean): number => numbers.filter(is).length
  const deep = String(people - pageSize + 1)
  /** Page after page, from half-way on. */
  const nextOf = (query: Readonly<Record<string, string>>, round: number) => {
    const pages = Math.floor(people / pageSize)
    return { ...query, startIndex: String(((Math.floor(pages / 2) + round) % pages) * pageSize + 1) }
  }
  return [
    one('userName eq', (person) => `userName eq "person.${person}@example.com"`),
    one('externalId eq', (person) => `externalId eq "external-${person}"`),
    one('emails.value eq', (person) => `emails.value eq "person.${person}@example.com"`),
    one(
      'emails[type eq and value eq]',
      (person) => `emails[type eq "work" and value eq "person.${person}@example.com"]`,
    ),
    one('displayName eq', (person) => `displayName eq "Person ${person}"`),
    page(
      'displayName co',
      { filter: 'displayName co "99"' },
      countOf((index) => String(index).includes('99')),
    ),
    page(
      'active eq true and title sw',
      { filter: 'active eq true and title sw "Engineer 19"' },
      countOf((index) => `Engineer ${index % 199}`.startsWith('Engineer 19')),
    ),
    page('first page by startIndex', { startIndex: '1' }, people),
    page('deep page by startIndex', { startIndex: deep }, people),
    page('page after page by startIndex, deep', { startIndex: 'next' }, people),
    page('first page sorted by userName', { startIndex: '1', sortBy: 'userName' }, people),
    page('deep page sorted by userName', { startIndex: deep, sortBy: 'userName' }, people),
    page('page after page sorted by userName, deep', { startIndex: 'next', sortBy: 'userName' }, people),
    page('first page by cursor', { cursor: '' }),
    page('deep page by cursor', { cursor }),
  ]
}

/** The cursor of a page half-way: an opaque text, so that one gets there by the pages before it, which are as large. */
async function readDeepCursor({ scim }: Tenant, people: number): Promise<string> {
  let cursor = ''
  for (let read = 0; read < people / 2; read += pageSize) {
    const query = new URLSearchParams({ cursor, count: String(pageSize) })
    const { nextCursor } = (await scim('GET', `/Users?${query.toString()}`, 200)) as ListAnswer
    if (nextCursor === undefined) break
    cursor = nextCursor
  }
  return cursor
}
