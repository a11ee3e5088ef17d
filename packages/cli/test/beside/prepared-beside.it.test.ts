import { getGroup } from '@rolecall/core/provisioning/find-target'
import { unconditional } from '@rolecall/core/provisioning/preconditions'
import { representGroups } from '@rolecall/core/provisioning/query/represent'
import { writeResource } from '@rolecall/core/provisioning/write-resource'
import { startInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { createTestSqlite, type TestDatabase } from '@rolecall/testkit/test-databases'
import { migrate } from '@rolecall/store/migrate'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { defaultPlugins } from '../../src/bundled-plugins.ts'
import { createRandom } from '../history/random.ts'
import { randomMapping } from '../history/random-mapping.ts'
import { openBesideStore, type BesideStore } from './open-beside-store.ts'

const everything = { attributes: undefined, excludedAttributes: new Set<string>() }

type Rolecall = Awaited<ReturnType<typeof startInMemory>>

let database: TestDatabase
let beside: BesideStore
let plain: Rolecall
let rolecall: Rolecall
beforeAll(async () => {
  database = await createTestSqlite(migrate)
  plain = await startInMemory({ plugins: defaultPlugins() })
  beside = await openBesideStore(database.url.replace(/^sqlite:/, ''))
  rolecall = await startInMemory({ plugins: defaultPlugins(), wrap: () => beside.store })
})
afterAll(async () => {
  await Promise.all([rolecall.close(), plain.close()])
  await database.drop()
})

describe('a change that is prepared beside the writer', () => {
  it('comes to the same as any other, whatever the directory and the mapping are', async () => {
    const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      const worlds = [await createWorld(plain), await createWorld(rolecall)] as const
      for (const { name, play } of [appoint, ...steps]) {
        const [expected, found] = await Promise.all(worlds.map((world) => outcomeOf(play, world)))
        expect([name, found]).toEqual([name, expected])
      }
      expect([await worlds[0].acme.verify(), await worlds[1].acme.verify()]).toEqual([[], []])
    })
    await fc.assert(property, { numRuns: 5 })
  })

  describe('takes the writer for what it writes alone', () => {
    it.each([
      ['the name of the group', '{ scimGroup: big, type: organizationRole, organizationRole: Member }'],
      ['any group', "{ scimGroupPattern: 'b.+', type: organizationRole, organizationRole: Member }"],
      ['none', ''],
    ])('where a role is given by %s', async (_, entry) => {
      const acme = await rolecall.createOrganization()
      await acme.putMapping(`scimGroupMappings: [${entry}]`)
      const users: string[] = []
      for (let index = 0; index < 4; index++) users.push(await acme.createUser(`user-${index}`))
      const readBy = async (change: () => Promise<unknown>) => {
        beside.readsWithWriter()
        await change()
        return beside.readsWithWriter()
      }
      let group = ''
      const half = users.slice(0, 2)
      expect(await readBy(async () => (group = await acme.createGroup('big', users)))).toEqual([])
      expect(await readBy(() => acme.putGroup(group, 'big', half))).toEqual([])
      expect(await readBy(() => acme.putGroup(group, 'big', users))).toEqual([])
      expect(await readBy(() => acme.leave(group, ...half))).toEqual([])
      expect(await readBy(() => acme.join(group, ...half))).toEqual([])
      expect(await readBy(() => acme.deleteGroup(group))).toEqual([])
      expect(await acme.verify()).toEqual([])
    })

    it('where it answers with all members, in their order', async () => {
      const acme = await rolecall.createOrganization()
      const [ann, bob, cid] = [
        await acme.createUser('ann', { displayName: 'Ann' }),
        await acme.createUser('bob'),
        await acme.createUser('cid'),
      ]
      const write = async (verb: 'create' | 'replace', id: string | null, values: readonly string[]) => {
        const body = { displayName: 'shown', members: values.map((value) => ({ value })) }
        const request = { type: 'Group', id, body, conditions: unconditional, projection: everything } as const
        beside.readsWithWriter()
        const written = await writeResource(acme.owner, verb, request)
        expect(beside.readsWithWriter()).toEqual([])
        const [shown] = await representGroups(
          acme.reader,
          [await getGroup(acme.reader, written.id)],
          acme.owner,
          everything,
        )
        expect(written.resource).toEqual(shown)
        return written
      }
      const { id } = await write('create', null, [bob, 'nobody', ann])
      await write('replace', id, [cid, ann, 'somebody'])
      const { resource } = await write('replace', id, [bob, ann])
      expect(resource?.['members']).toMatchObject([{ value: ann, display: 'Ann' }, { value: bob }])
    })
  })
})

/** The same organization twice: what is made in one step is found by its place in the next. */
interface World {
  readonly acme: OrganizationInMemory
  readonly users: string[]
  readonly groups: string[]
}

interface Step {
  readonly name: string
  readonly play: (world: World) => Promise<unknown>
}

async function createWorld({ createOrganization }: Rolecall): Promise<World> {
  const acme = await createOrganization()
  for (const team of ['sales', 'finance']) await acme.putTeam(team)
  const users: string[] = []
  for (const name of ['ann', 'bob', 'cid', 'dee', 'eve'])
    users.push(await acme.createUser(name, name < 'c' ? { title: 'boss', externalId: `of ${name}` } : {}))
  return { acme, users, groups: [] }
}

/** Ann is an Owner by a group: whatever follows may not take the last one away. */
const appoint: Step = {
  name: 'appoint',
  async play({ acme, groups, users }) {
    await acme.putMapping('scimGroupMappings: [{ scimGroup: owners, type: organizationOwner }]')
    groups.push(await acme.createGroup('owners', users.slice(0, 1)))
  },
}

/** That of the clocks: ends lie after it. */
const start = '2026-03-01T08:00:00.000Z'
const index = fc.nat(9)
const who = fc.uniqueArray(index, { maxLength: 5 })
const groupName = fc.constantFrom('owners', 'staff', 'red', 'blue', 'acme_sales', 'north lead', 'Owners')
const anyOf = <T>(list: readonly T[], place: number): T => list[place % list.length] as T
const values = ({ groups, users }: World, places: readonly number[]) => [
  ...new Set(places.map((place) => anyOf([...users, 'of ann', 'of bob', 'nobody', groups[0] ?? 'nobody'], place))),
]

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ name: groupName, who }).map(({ name, who: members }) => ({
    name: `create ${name}`,
    play: async (world: World) => world.groups.push(await world.acme.createGroup(name, values(world, members))),
  })),
  fc.record({ group: index, name: groupName, who }).map(({ group, name, who: members }) => ({
    name: `put ${group} as ${name}`,
    play: (world: World) => world.acme.putGroup(anyOf(world.groups, group), name, values(world, members)),
  })),
  fc.record({ group: index, joins: fc.boolean(), who }).map(({ group, joins, who: members }) => ({
    name: joins ? `join ${group}` : `leave ${group}`,
    play: ({ acme, ...world }: World) =>
      acme[joins ? 'join' : 'leave'](anyOf(world.groups, group), ...values({ acme, ...world }, members)),
  })),
  index.map((group) => ({
    name: `delete ${group}`,
    play: ({ acme, groups }: World) => acme.deleteGroup(anyOf(groups, group)),
  })),
  fc.nat().map((seed) => ({
    name: `map by ${seed}`,
    play: ({ acme }: World) => acme.putMapping(randomMapping(createRandom(seed), start), { confirm: true }),
  })),
  fc.constantFrom('approved' as const, 'rejected' as const).map((verdict) => ({
    name: verdict,
    async play({ acme }: World) {
      const [hold] = await acme.openHolds()
      return hold === undefined ? null : acme.decide(hold.id, verdict)
    },
  })),
)

/** What came of a step: what it answers or why it is refused, what it told, and who has what afterwards. */
async function outcomeOf(play: Step['play'], world: World) {
  const { acme, groups } = world
  const answer = await play(world).then(
    () => 'done',
    (error: unknown) => String(error),
  )
  const { bindings, grants, members } = acme.reader
  const [events, holds, ...stored] = await Promise.all([
    acme.newEvents(),
    acme.openHolds(),
    members.list(groups),
    grants.list({}),
    bindings.list(),
  ])
  return {
    answer,
    // Each store has the members of a group in an order of its own.
    events: events.map(({ data, subject, type }) => JSON.stringify([type, subject, data])).toSorted(),
    holds,
    stored,
  }
}
