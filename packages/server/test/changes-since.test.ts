import { hash } from 'node:crypto'

import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { clientOf, type Client, type Reply } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest, TestOrganization } from './rolecall.ts'

type Line = Readonly<Record<string, unknown>>

const linesOf = ({ text }: Reply): readonly Line[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe('what has changed since a snapshot', () => {
  let rolecall: RolecallUnderTest
  let organization: TestOrganization
  let owner: Client
  let reader: Client
  let provider: Client
  let cursor = ''
  beforeEach(async () => {
    rolecall = await startRolecallInMemory()
    organization = await rolecall.createOrganization('Acme')
    owner = clientOf(rolecall, organization.keys.organization)
    reader = clientOf(rolecall, organization.keys.organization_read)
    provider = clientOf(rolecall, organization.keys.scim)
    cursor = ''
  })
  afterEach(() => rolecall.stop())

  const add = async (name: string) => {
    const { body } = await provider('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })
    return body.id as string
  }
  /** What comes after the last cursor, without what stands around it. */
  const read = async (more = '') => {
    const lines = linesOf(await reader('GET', `/api/snapshot?after=${cursor}${more}`))
    const end = lines.at(-1) as Line
    cursor = end['cursor'] as string
    return { complete: lines[0]?.['complete'], end, parts: lines.slice(1, -1) }
  }
  const tellers = (parts: readonly Line[]) =>
    parts.map(
      ({ kind, ...part }) =>
        `${String(kind)} ${String(part['emailAddress'] ?? part['id'] ?? part['member'] ?? part['team'])}`,
    )

  it('has whoever has changed once, as the newest revision left them, and whoever is gone', async () => {
    const [ann, bob] = [await add('ann'), await add('bob')]
    await owner('PUT', '/api/teams/Design', { body: {} })
    expect(await read()).toMatchObject({ complete: true })
    expect(await read()).toMatchObject({ complete: false, parts: [], end: { teams: 0, members: 0 } })

    for (const title of ['a', 'b', 'c'])
      await provider('PATCH', `/api/scim/v2/Users/${ann}`, {
        body: { Operations: [{ op: 'replace', value: { title, displayName: `Ann ${title}` } }] },
      })
    await provider('DELETE', `/api/scim/v2/Users/${bob}`)
    const { parts } = await read()
    expect(parts).toMatchObject([
      { kind: 'gone', member: bob },
      { kind: 'member', userId: ann, displayName: 'Ann c' },
    ])

    await owner('DELETE', '/api/teams/design')
    await owner('PUT', '/api/teams/design', { body: { name: 'Drawing' } })
    expect((await read()).parts).toMatchObject([
      { kind: 'gone', team: 'Design' },
      { kind: 'team', id: 'design', name: 'Drawing' },
    ])
  })

  it('has who holds a role in a team that comes or goes', async () => {
    await add('ann')
    await owner('PUT', '/api/settings/scim-mapping', {
      body: 'defaults: { organizationRole: Member }\nroleRules: [{ id: r, when: user.active eq true, grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]',
      headers: { 'content-type': 'application/yaml' },
    })
    await read()
    await owner('PUT', '/api/teams/sales', { body: {} })
    const come = await read()
    expect(tellers(come.parts)).toEqual(['team sales', 'member ann@example.com'])
    expect(come.parts[1]).toMatchObject({ teams: [{ teamId: 'sales', roles: ['Editor'] }] })
    await owner('DELETE', '/api/teams/sales')
    expect((await read()).parts).toMatchObject([
      { kind: 'gone', team: 'sales' },
      { kind: 'member', teams: [] },
    ])
  })

  it.each([
    [
      'other team roles',
      () => owner('PUT', '/api/settings/team-roles', { body: { 'team-roles': [{ name: 'Chief' }] } }),
    ],
    [
      'another mapping',
      () =>
        owner('PUT', '/api/settings/scim-mapping', {
          body: 'defaults: { organizationRole: Member }',
          headers: { 'content-type': 'application/yaml' },
        }),
    ],
  ])('is all after %s, by which anything may be different', async (_, change) => {
    await add('ann')
    await read()
    expect((await change()).status).toBeLessThan(300)
    const { complete, parts } = await read()
    expect([complete, tellers(parts).at(-1)]).toEqual([true, 'member ann@example.com'])
  })

  it.each([
    ['ahead of the log, which was put back to an older state', () => '999999-0'],
    ['of another log, which has gone on from an older state', () => cursor.replace(/.{16}$/, '0123456789abcdef')],
  ])('is all for a cursor %s, without waiting', async (_, make) => {
    await add('ann')
    await read()
    cursor = make()
    const { complete, parts } = await read('&wait=30')
    expect([complete, tellers(parts).at(-1)]).toEqual([true, 'member ann@example.com'])
  })

  it('goes on from the id of an event, too', async () => {
    await add('ann')
    const events = (await reader('GET', '/api/events')).body as { id: string }[]
    await add('bob')
    cursor = events.at(-1)?.id ?? ''
    expect(tellers((await read()).parts)).toEqual(['member bob@example.com'])
  })

  it('comes in the moment of the commit to who waits, and says nothing to a key that has ended meanwhile', async () => {
    await read()
    const waiting = read('&wait=30')
    await add('ann')
    expect(tellers((await waiting).parts)).toEqual(['member ann@example.com'])

    const { body: made } = await owner('POST', '/api/api-keys', {
      body: { displayName: 'x', scopes: ['organization_read'] },
    })
    await read()
    const late = clientOf(rolecall, made.key as string)('GET', `/api/snapshot?after=${cursor}&wait=30`)
    await owner('DELETE', `/api/api-keys/${made.id as string}`)
    expect((await late).status).toBe(401)
  })

  it('is answered at once when the server stops', async () => {
    await read()
    const waiting = read('&wait=30')
    await rolecall.server.close()
    expect(await waiting).toMatchObject({ complete: false, parts: [] })
  })

  it('has the digest of all, which anybody can work out', async () => {
    await add('ann')
    await owner('PUT', '/api/teams/design', {
      body: { members: [{ emailAddress: 'ann@example.com', role: 'Editor' }] },
    })
    const { end, parts } = await read('&digest=true')
    const lists = parts.map((part) => {
      if (part['kind'] === 'role')
        return [
          'role',
          ...pick(part, 'scope', 'name', 'description', 'rank', 'precedence', 'permissions', 'privileged'),
        ]
      if (part['kind'] === 'team') return ['team', ...pick(part, 'id', 'name', 'type', 'parent', 'description')]
      const held = (part['teams'] as Line[]).map(({ roles, teamId }) => [teamId, roles])
      return [
        'member',
        ...pick(part, 'userId', 'emailAddress', 'displayName', 'role', 'status', 'emailValidated'),
        held,
      ]
    })
    const digests = lists.map((list) => hash('sha256', JSON.stringify(list)))
    expect(end['digest']).toBe(hash('sha256', digests.toSorted().join('')))
    expect(await read('&digest=true')).toMatchObject({ complete: false, end: { digest: end['digest'] } })
    await add('bob')
    expect((await read('&digest=true')).end['digest']).not.toBe(end['digest'])
    expect((await read()).end).not.toHaveProperty('digest')
  })

  it.each(['x', '1', '1-1-1', '1-1-0123456789ABCDEF', '-1-0'])('refuses the cursor %j', async (after) => {
    const { body, status } = await reader('GET', `/api/snapshot?after=${after}`)
    expect([status, body.detail]).toEqual([400, expect.stringContaining('after must be the cursor')])
  })
})

function pick(part: Line, ...names: readonly string[]): readonly unknown[] {
  return names.map((name) => part[name])
}
