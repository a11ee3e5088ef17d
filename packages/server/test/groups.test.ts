import { testScope } from '@rolecall/testkit/store-contract/test-organization'
import { insertGroup } from '@rolecall/testkit/store-contract/test-records'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

/** More than are judged at once, so that those which give something are found beyond many that don't. */
const many = 1_100

const mapping = `scimGroupMappings:
  - { scimGroup: aa owners, type: organizationOwner }
  - { scimGroup: zz sales, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
`

/** The path that a page links to; `''` for the last one. */
function nextOf({ headers }: Reply): string {
  const [, url = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? []
  return url === '' ? '' : new URL(url).pathname + new URL(url).search
}

describe('the list of more groups than a page has', () => {
  let rolecall: RolecallUnderTest
  let owner: Client
  beforeAll(async () => {
    rolecall = await startRolecallInMemory()
    const { id, keys } = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, keys.organization)
    const scim = clientOf(rolecall, keys.scim)
    await rolecall.services.store.write(id, testScope, async (tx) => {
      for (let index = 0; index < many; index++)
        await insertGroup(tx, { displayName: `group ${String(index).padStart(4, '0')}` }, { id: `many-${index}` })
    })
    const add = async (displayName: string, ...values: readonly string[]) => {
      const body = { displayName, members: values.map((value) => ({ value })) }
      await scim('POST', '/api/scim/v2/Groups', { body })
    }
    await add('aa owners', 'x')
    await add('zz sales', 'x', 'y', 'z')
    await add('zz others', 'x', 'y')
    const headers = { 'content-type': 'application/yaml' }
    await owner('PUT', '/api/settings/scim-mapping', { body: mapping, headers })
  })
  afterAll(() => rolecall.stop())

  /** The names on the first so many pages. */
  async function read(query: string, pages: number): Promise<readonly string[]> {
    const names: string[] = []
    let path = `/api/groups?${query}`
    for (let page = 0; page < pages && path !== ''; page++) {
      const reply: Reply = await owner('GET', path)
      expect(reply.status).toBe(200)
      names.push(...(reply.body as readonly { displayName: string }[]).map(({ displayName }) => displayName))
      path = nextOf(reply)
    }
    return names
  }

  it.each([
    ['limit=2', 2, ['aa owners', 'group 0000', 'group 0001', 'group 0002']],
    ['limit=2&sort=members', 2, ['zz sales', 'zz others', 'aa owners', 'group 0000']],
    ['limit=2&sort=lastModified&search=0', 2, ['group 0000', 'group 0001', 'group 0002', 'group 0003']],
    ['limit=1&gives=true', 9, ['aa owners', 'zz sales']],
    ['limit=1&gives=true&sort=members', 9, ['zz sales', 'aa owners']],
    ['limit=2&gives=false&sort=members', 1, ['zz others', 'group 0000']],
    ['limit=2&unresolved=true&sort=members', 9, ['zz sales', 'zz others', 'aa owners']],
    ['limit=9&unresolved=true&gives=false', 9, ['zz others']],
    ['limit=9&unresolved=true&gives=true&search=owners', 9, ['aa owners']],
  ])('%s: is sorted and narrowed over all of them, page by page', async (query, pages, names) => {
    expect(await read(query, pages)).toEqual(names)
  })

  it.each([
    'sort=name',
    'gives=yes',
    'unresolved=1',
    'after=nonsense',
    'sort=members&after=id.name',
    'sort=members&after=id.many name',
    'sort=lastModified&after=id.name',
    'sort=lastModified&after=id.2026%00 name',
  ])('refuses %s', async (query) => {
    expect((await owner('GET', `/api/groups?${query}`)).status).toBe(400)
  })
})
