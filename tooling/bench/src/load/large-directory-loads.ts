import type { Directory, DirectoryGroup, DirectoryUser } from '@rolecall/idp-simulator/directory'

import type { Tenant } from '../client/tenant.ts'
import { expectEqual, expectStatus } from '../expect-status.ts'
import type { Provisioned } from './initial-cycle.ts'

/** Something that a client does to a large directory, again and again. */
export interface Load {
  readonly name: string
  /** The `round`-th time, from 0; checks its answer. */
  run(round: number): Promise<void>
}

export function createLoads(tenant: Tenant, directory: Directory, provisioned: Provisioned): readonly Load[] {
  return [
    ...directory.groups.flatMap((group) => createGroupLoads(tenant, directory, provisioned, group)),
    ...createLookUps(tenant, directory, provisioned),
    ...createPages(tenant, directory),
  ]
}

function createGroupLoads(
  { entra, scim }: Tenant,
  { users }: Directory,
  provisioned: Provisioned,
  group: DirectoryGroup,
): readonly Load[] {
  const size = group.members.length
  const id = idOf(provisioned.groups, group)
  const change = async (round: number, verb: 'addMembers' | 'removeMembers'): Promise<void> => {
    const spare = users[size + (round % (users.length - size))]
    const answer = await entra[verb](id, [idOf(provisioned.users, spare)])
    expectStatus(verb, answer.status, [204], answer.body)
  }
  return [
    {
      name: `one member added to or removed from a group of ${size}`,
      run: (round) => change(round >> 1, round % 2 === 0 ? 'addMembers' : 'removeMembers'),
    },
    {
      name: `GET of a group with ${size} members`,
      async run() {
        const { members } = (await scim('GET', `/Groups/${id}`, 200)) as { members: readonly unknown[] }
        expectEqual('members', members.length, size)
      },
    },
    {
      name: `GET of a group of ${size} without its members`,
      async run() {
        const shown = (await scim('GET', `/Groups/${id}?excludedAttributes=members`, 200)) as { id: string }
        expectEqual('id', shown.id, id)
      },
    },
  ]
}

function createLookUps({ scim }: Tenant, { groups, users }: Directory, provisioned: Provisioned): readonly Load[] {
  const filters: Readonly<Record<string, (user: DirectoryUser) => string>> = {
    'userName eq': ({ userPrincipalName }) => `userName eq "${userPrincipalName}"`,
    'externalId eq': ({ objectId }) => `externalId eq "${objectId}"`,
    'emails.value eq': ({ mail }) => `emails.value eq "${mail}"`,
    'emails[type eq "work" and value eq]': ({ mail }) => `emails[type eq "work" and value eq "${mail}"]`,
    'id eq and manager eq': (user) => `id eq "${idOf(provisioned.users, user)}" and not (manager eq "none")`,
  }
  const lookUps = Object.entries(filters).map(([name, toFilter]) => ({
    name: `${name}, of ${users.length} users`,
    async run(round: number) {
      const user = users[(round * 97) % users.length]
      if (user === undefined) throw new RangeError('there are no users')
      const list = (await scim('GET', `/Users?filter=${encodeURIComponent(toFilter(user))}`, 200)) as List
      expectEqual('found', list.Resources?.[0]?.id, idOf(provisioned.users, user))
      expectEqual('number', list.totalResults, 1)
    },
  }))
  const members: Load = {
    name: `members.value eq, of ${groups.length} groups`,
    async run(round) {
      const member = idOf(provisioned.users, users[round % 100])
      const query = new URLSearchParams({ filter: `members.value eq "${member}"`, excludedAttributes: 'members' })
      const list = (await scim('GET', `/Groups?${query.toString()}`, 200)) as List
      expectEqual('groups', list.totalResults, groups.length)
    },
  }
  return [...lookUps, members]
}

function createPages({ scim }: Tenant, { users }: Directory): readonly Load[] {
  const page = (name: string, query: Readonly<Record<string, string>>, total: number): Load => ({
    name: `${name}, of ${users.length} users`,
    async run() {
      const list = (await scim(
        'GET',
        `/Users?${new URLSearchParams({ count: '100', ...query }).toString()}`,
        200,
      )) as List
      expectEqual('total', list.totalResults, total)
      expectEqual('page', list.Resources?.length, Math.min(100, total))
    },
  })
  const named = users.filter(({ displayName }) => displayName?.toLowerCase().includes('gar')).length
  return [
    page('page of 100', {}, users.length),
    page('page of 100 sorted by userName', { sortBy: 'userName' }, users.length),
    page('displayName co', { filter: 'displayName co "gar"' }, named),
  ]
}

interface List {
  readonly totalResults: number
  readonly Resources?: readonly { readonly id: string }[]
}

function idOf(ids: ReadonlyMap<string, string>, object: { readonly objectId: string } | undefined): string {
  const id = object && ids.get(object.objectId)
  if (id === undefined) throw new RangeError('an object that was not provisioned')
  return id
}
