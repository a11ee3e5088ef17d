import { revertMapping } from '@rolecall/core/mapping/revert-mapping'
import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const path = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }

/** A line of a mapping that gives a team role to a group. */
const entry = (group: string, role = 'Steward', teamId = 'marketing') =>
  `  - { scimGroup: ${group}, type: teamMemberRole, teamId: ${teamId}, teamMemberRole: ${role} }\n`
const mapping = (...entries: readonly string[]) => `scimGroupMappings:\n${entries.join('')}`
const owners = '  - { scimGroup: owners, type: organizationOwner }\n'

interface Acme {
  readonly call: Client
  readonly scim: Client
  readonly ids: Readonly<Record<string, string>>
  readonly groups: Readonly<Record<string, string>>
}

describe('plan and apply', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => (rolecall = await startRolecallInMemory()))
  afterAll(() => rolecall.stop())

  /** Ann is in `stewards` and `owners`, Bob in `stewards`, Cy in none. */
  async function start(): Promise<Acme> {
    const { keys } = await rolecall.createOrganization('Acme')
    const call = clientOf(rolecall, keys.organization)
    const scim = clientOf(rolecall, keys.scim)
    const ids: Record<string, string> = {}
    for (const name of ['ann', 'bob', 'cy']) {
      ids[name] = (await scim('POST', '/api/scim/v2/Users', { body: { userName: `${name}@example.com` } })).body.id
    }
    const groups: Record<string, string> = {}
    for (const [displayName, members] of Object.entries({ stewards: ['ann', 'bob'], owners: ['ann'] })) {
      const body = { displayName, members: members.map((name) => ({ value: ids[name] })) }
      groups[displayName] = (await scim('POST', '/api/scim/v2/Groups', { body })).body.id
    }
    await call('PUT', '/api/teams/marketing', { body: {} })
    return { call, scim, ids, groups }
  }

  const plan = (call: Client, body?: string, query = '') =>
    call('POST', `${path}/plan${query}`, body === undefined ? {} : { body, headers: yaml })
  const apply = (call: Client, planId: string) => call('POST', `${path}/apply`, { body: { planId } })
  const rolesOf = async (call: Client, name: string) => {
    const { body } = await call('GET', `/api/organization/members/${name}@example.com`)
    return [body.role, ...body.teams.flatMap((team: { roles: string[] }) => team.roles)].join(' ')
  }
  const join = (scim: Client, groupId: string | undefined, op: 'add' | 'remove', value: string | undefined) => {
    const operation =
      op === 'add' ? { op, path: 'members', value: [{ value }] } : { op, path: `members[value eq "${value}"]` }
    return scim('PATCH', `/api/scim/v2/Groups/${groupId}`, { body: { Operations: [operation] } })
  }

  it('says who gets what, where it comes from and why, and writes nothing', async () => {
    const { call, groups, ids } = await start()
    const text = mapping(entry('stewards'), entry('nobody'))
    const { body, status } = await plan(call, text)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      baseVersion: 0,
      rollbackTo: null,
      summary: { people: 2, adds: 2, removes: 0, changes: 0, held: 0, effects: 0, failed: 0 },
      removes: [],
      changes: [],
      held: [],
      errors: [],
      warnings: [{ code: 'UNKNOWN_GROUP', line: 3 }],
    })
    expect(body.adds).toEqual(
      ['ann', 'bob'].map((name) => ({
        userId: ids[name],
        emailAddress: `${name}@example.com`,
        scope: 'team:marketing',
        role: 'Steward',
        state: 'active',
        rule: expect.stringContaining('scimGroupMappings:'),
        group: 'stewards',
        groupId: groups['stewards'],
        expiresAt: null,
        reason: 'joins by stewards (line 2)',
      })),
    )
    expect((await call('GET', path)).headers.get('etag')).toBe('"0"')
    expect(await rolesOf(call, 'ann')).toBe('Member')
    expect((await call('GET', `${path}/plan/${body.planId}`)).body).toEqual(body)
  })

  it('applies exactly what it said, and then has nothing left to do', async () => {
    const { call } = await start()
    const text = mapping(entry('stewards'), owners)
    const { body } = await plan(call, text)
    const applied = await apply(call, body.planId)
    expect([applied.status, applied.headers.get('etag'), applied.body]).toMatchObject([
      200,
      '"1"',
      { version: 1, summary: body.summary, confirmBy: null },
    ])
    expect([await rolesOf(call, 'ann'), await rolesOf(call, 'bob'), await rolesOf(call, 'cy')]).toEqual([
      'Owner Steward',
      'Member Steward',
      'Member',
    ])
    expect((await plan(call)).body.summary).toEqual({
      people: 0,
      adds: 0,
      removes: 0,
      changes: 0,
      held: 0,
      effects: 0,
      failed: 0,
    })
    expect((await plan(call, text)).body.summary.people).toBe(0)
  })

  it('tells what goes and what only has another reason', async () => {
    const { call, ids } = await start()
    await call('PUT', path, { body: mapping(entry('stewards'), entry('stewards', 'Editor'), owners), headers: yaml })
    const { body } = await plan(call, mapping(owners, entry('owners'), entry('stewards', 'Approver')))
    expect(body.summary).toEqual({ people: 2, adds: 2, removes: 3, changes: 1, held: 0, effects: 0, failed: 0 })
    expect(body.changes).toMatchObject([
      {
        userId: ids['ann'],
        role: 'Steward',
        group: 'owners',
        before: { rule: expect.stringContaining('scimGroupMappings:') },
        reason: 'keeps it by owners (line 3), until now by stewards',
      },
    ])
    expect(
      body.removes.map(({ emailAddress, role }: Record<string, string>) => `${emailAddress} ${role}`).sort(),
    ).toEqual(['ann@example.com Editor', 'bob@example.com Editor', 'bob@example.com Steward'])
    expect(body.removes[0].reason).toContain('no entry gives it through stewards any more')
    await apply(call, body.planId)
    expect([await rolesOf(call, 'ann'), await rolesOf(call, 'bob')]).toEqual([
      'Owner Approver Steward',
      'Member Approver',
    ])
  })

  it('is read person by person, filtered, a page at a time, and counts what becomes of each role', async () => {
    const { call, ids, scim } = await start()
    await scim('PATCH', `/api/scim/v2/Users/${ids['ann']}`, {
      body: { Operations: [{ op: 'replace', path: 'displayName', value: 'Ann Lee' }] },
    })
    await call('PUT', path, { body: mapping(entry('stewards')), headers: yaml })
    const { body } = await plan(call, mapping(owners, entry('stewards', 'Editor'), entry('owners', 'Owner', 'new')))
    expect(body.roles).toEqual({
      total: 4,
      waits: 1,
      first: [
        { scope: 'team:marketing', role: 'Editor', adds: 2, removes: 0, changes: 0, held: 0, waits: 0 },
        { scope: 'team:marketing', role: 'Steward', adds: 0, removes: 2, changes: 0, held: 0, waits: 0 },
        { scope: 'organization', role: 'Owner', adds: 1, removes: 0, changes: 0, held: 0, waits: 0 },
        { scope: 'team:new', role: 'Owner', adds: 1, removes: 0, changes: 0, held: 0, waits: 1 },
      ],
    })
    const people = (query = '') => call('GET', `${path}/plan/${body.planId}/people${query}`)
    const told = (reply: Awaited<ReturnType<typeof people>>) =>
      reply.body.map(
        ({ displayName, emailAddress, lines }: Record<string, unknown> & { lines: Record<string, string>[] }) => [
          emailAddress,
          displayName,
          lines.map(({ kind, role }) => `${kind} ${role}`).join(),
        ],
      )
    const ann = ['ann@example.com', 'Ann Lee', 'adds Owner,adds Editor,adds Owner,removes Steward']
    const bob = ['bob@example.com', null, 'adds Editor,removes Steward']
    expect(told(await people())).toEqual([ann, bob])
    expect(told(await people('?search=BOB@'))).toEqual([bob])
    expect(told(await people('?scope=organization&role=Owner'))).toEqual([ann])
    expect(told(await people('?scope=team:marketing&role=Owner'))).toEqual([])
    const first = await people('?limit=1')
    const [, next = ''] = /<[^>?]*(\?[^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? []
    const second = await people(next)
    expect([told(first), told(second), second.headers.get('link')]).toEqual([[ann], [bob], null])
    expect((await people('?after=1-2')).status).toBe(400)
    expect((await call('GET', `${path}/plan/nowhere/people`)).status).toBe(404)
  })

  it('is stale when another version has been applied since', async () => {
    const { call } = await start()
    const { body } = await plan(call, mapping(entry('stewards')))
    await call('PUT', path, { body: mapping(owners), headers: yaml })
    const refused = await apply(call, body.planId)
    expect([refused.status, refused.body.code]).toEqual([409, 'PLAN_STALE'])
    expect((await call('GET', path)).headers.get('etag')).toBe('"1"')
    expect(await rolesOf(call, 'bob')).toBe('Member')
  })

  it('is stale when a line that was reviewed no longer holds', async () => {
    const { call, groups, ids, scim } = await start()
    const { body } = await plan(call, mapping(entry('stewards')))
    await join(scim, groups['stewards'], 'remove', ids['bob'])
    const refused = await apply(call, body.planId)
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      'PLAN_STALE',
      expect.stringContaining('bob@example.com'),
    ])
    expect([await rolesOf(call, 'ann'), await rolesOf(call, 'bob')]).toEqual(['Member', 'Member'])
  })

  it('takes in who came after the plan, whichever way, and leaves the reviewed lines as they are', async () => {
    const { call, groups, ids, scim } = await start()
    const { body } = await plan(call, mapping(entry('stewards'), entry('later')))
    await join(scim, groups['stewards'], 'add', ids['cy'])
    const dee = await scim('POST', '/api/scim/v2/Users', { body: { userName: 'dee@example.com' } })
    const members = [{ value: dee.body.id }]
    await scim('POST', '/api/scim/v2/Groups', { body: { displayName: 'later', members } })
    expect((await apply(call, body.planId)).status).toBe(200)
    const roles = await Promise.all(['ann', 'bob', 'cy', 'dee'].map((name) => rolesOf(call, name)))
    expect(roles).toEqual(Array.from({ length: 4 }, () => 'Member Steward'))
    expect((await plan(call)).body.summary.people).toBe(0)
  })

  it('follows a group that has taken the name since, for people whom no event names', async () => {
    const { call, groups, ids, scim } = await start()
    const second = { displayName: 'stewards', members: [{ value: ids['cy'] }] }
    await scim('POST', '/api/scim/v2/Groups', { body: second })
    const { body } = await plan(call, mapping(entry('stewards')))
    // The second group of the name claims it: what it would give waits for an owner.
    const states = body.adds.map(({ emailAddress, state }: Record<string, string>) => `${emailAddress} ${state}`)
    expect(states).toEqual(['ann@example.com active', 'bob@example.com active', 'cy@example.com withheld'])
    await scim('DELETE', `/api/scim/v2/Groups/${groups['stewards']}`)
    expect((await apply(call, body.planId)).body.code).toBe('PLAN_STALE')
    const again = await plan(call, mapping(entry('stewards')))
    expect(again.body.adds.map(({ emailAddress }: { emailAddress: string }) => emailAddress)).toEqual([
      'cy@example.com',
    ])
    expect((await apply(call, again.body.planId)).status).toBe(200)
    expect(await rolesOf(call, 'cy')).toBe('Member Steward')
  })

  it('says that the last Owner would go, and an apply refuses it', async () => {
    const { call } = await start()
    await call('PUT', path, { body: mapping(owners), headers: yaml })
    const { body } = await plan(call, mapping(entry('stewards')))
    expect(body.errors).toMatchObject([{ code: 'LAST_OWNER' }])
    const refused = await apply(call, body.planId)
    expect([refused.status, refused.body.code]).toEqual([409, 'LAST_OWNER'])
    expect(await rolesOf(call, 'ann')).toBe('Owner')
  })

  it('refuses a mapping that is wrong with every diagnostic, and makes no plan of it', async () => {
    const { call } = await start()
    const wrong = await plan(call, 'scimGroupMapping: []\n')
    expect([wrong.status, wrong.body.diagnostics.length]).toEqual([422, 1])
  })

  it('plans a rollback as any other change, and the version says what it brought back', async () => {
    const { call } = await start()
    const [first, second] = [mapping(owners, entry('stewards')), mapping(owners)]
    await call('PUT', path, { body: first, headers: yaml })
    await call('PUT', path, { body: second, headers: yaml })
    const { body } = await plan(call, undefined, '?version=1')
    expect([body.rollbackTo, body.summary.adds]).toEqual([1, 2])
    expect((await apply(call, body.planId)).body.version).toBe(3)
    expect((await call('GET', path)).text).toBe(first)
    const versions = (await call('GET', `${path}/versions`)).body
    expect(
      versions.map(({ current, rollbackTo, version }: Record<string, unknown>) => [version, rollbackTo, current]),
    ).toEqual([
      [3, 1, true],
      [2, null, false],
      [1, null, false],
    ])
    expect((await plan(call, undefined, '?version=9')).status).toBe(404)
    expect((await plan(call, 'a: 1', '?version=1')).status).toBe(400)
  })

  it('pages its lines by kind', async () => {
    const { call } = await start()
    const { body } = await plan(call, mapping(entry('stewards')))
    const lines = `${path}/plan/${body.planId}/lines`
    const first = await call('GET', `${lines}?kind=adds&limit=1`)
    expect(first.body).toEqual(body.adds.slice(0, 1))
    const [, next = ''] = /<https?:\/\/[^/]+([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '') ?? []
    expect((await call('GET', next)).body).toEqual(body.adds.slice(1))
    expect((await call('GET', `${lines}?kind=removes`)).body).toEqual([])
    expect((await call('GET', `${lines}?kind=all`)).status).toBe(400)
  })

  it('may be made while the client does not wait, and be asked how far it is (RFC 7240 §4.1)', async () => {
    const { call } = await start()
    const headers = { ...yaml, prefer: 'respond-async' }
    const started = await call('POST', `${path}/plan`, { body: mapping(entry('stewards')), headers })
    if (started.status === 202) {
      expect(started.headers.get('location')).toBe(`${path}/plan/${started.body.planId}`)
      expect(started.body.progress).toEqual({ done: expect.any(Number), total: expect.any(Number) })
    }
    await expect.poll(async () => (await call('GET', `${path}/plan/${started.body.planId}`)).status).toBe(200)
  })

  it('keeps every version with its author and what it changed', async () => {
    const { call } = await start()
    await call('PUT', path, { body: mapping(owners), headers: yaml })
    await call('PUT', path, { body: mapping(owners, entry('stewards')), headers: yaml })
    const versions = `${path}/versions`
    const listed = await call('GET', `${versions}?limit=1`)
    expect(listed.body).toMatchObject([{ version: 2, author: { displayName: 'organization' }, format: 'yaml' }])
    const [, next = ''] = /<https?:\/\/[^/]+([^>]+)>; rel="next"/.exec(listed.headers.get('link') ?? '') ?? []
    expect((await call('GET', next)).body).toMatchObject([{ version: 1 }])
    const shown = await call('GET', `${versions}/2`)
    expect(shown.body).toMatchObject({ text: mapping(owners, entry('stewards')), against: 1 })
    expect(shown.body.diff).toContain(`+${entry('stewards').trimEnd()}`)
    expect((await call('GET', `${versions}/2?against=2`)).body.diff).toBe('')
    expect((await call('GET', `${versions}/1`)).body.diff).toContain('+scimGroupMappings:')
    expect([(await call('GET', `${versions}/3`)).status, (await call('GET', `${versions}/x`)).status]).toEqual([
      404, 404,
    ])
  })

  it('records who applied what, for how many people', async () => {
    const { call } = await start()
    await call('PUT', path, { body: mapping(entry('stewards')), headers: yaml })
    const events = (await call('GET', '/api/events')).body as { type: string; data: unknown }[]
    const applied = events.filter(({ type }) => type.endsWith('MappingApplied'))
    expect(applied.map(({ data }) => data)).toEqual([
      {
        version: 1,
        author: { keyId: expect.any(String), displayName: 'organization' },
        summary: { people: 2, adds: 2, removes: 0, changes: 0, held: 0, effects: 0, failed: 0 },
        rollbackTo: null,
        confirmBy: null,
      },
    ])
  })

  const later = (minutes: number) => new Date(Date.parse(rolecall.services.now()) + minutes * 60_000).toISOString()
  const doWhatIsDue = (now: string) => runDueJobs({ ...rolecall.services, now: () => now }, [revertMapping])

  it('reverts by itself unless it is confirmed in time', async () => {
    const { call } = await start()
    await call('PUT', path, { body: mapping(owners), headers: yaml })
    const { body } = await plan(call, mapping(owners, entry('stewards')))
    const applied = await call('POST', `${path}/apply`, { body: { planId: body.planId, commitWithin: '10m' } })
    expect(Date.parse(applied.body.confirmBy) - Date.parse(applied.body.created)).toBe(600_000)
    await doWhatIsDue(later(5))
    expect([await rolesOf(call, 'bob'), (await call('GET', path)).headers.get('etag')]).toEqual([
      'Member Steward',
      '"2"',
    ])
    await doWhatIsDue(later(11))
    expect([await rolesOf(call, 'bob'), await rolesOf(call, 'ann')]).toEqual(['Member', 'Owner'])
    const versions = (await call('GET', `${path}/versions`)).body
    expect(versions[0]).toMatchObject({ version: 3, rollbackTo: 1, author: null, confirmBy: null })
    expect((await call('GET', path)).text).toBe(mapping(owners))
  })

  it('stays once it is confirmed, and once another version has come', async () => {
    const { call } = await start()
    const confirm = () => call('POST', `${path}/confirm`)
    expect((await confirm()).body.code).toBe('NOTHING_TO_CONFIRM')
    const { body } = await plan(call, mapping(owners))
    await call('POST', `${path}/apply`, { body: { planId: body.planId, commitWithin: '1h' } })
    expect((await confirm()).status).toBe(204)
    expect((await confirm()).status).toBe(409)
    const second = await plan(call, mapping(owners, entry('stewards')))
    await call('POST', `${path}/apply`, { body: { planId: second.body.planId, commitWithin: '90s' } })
    await call('PUT', path, { body: mapping(owners, entry('owners')), headers: yaml })
    await doWhatIsDue(later(120))
    expect((await call('GET', path)).headers.get('etag')).toBe('"3"')
  })

  it.each(['10', '0m', '10 m', '8d', 'soon'])('refuses to revert within %j', async (commitWithin) => {
    const { call } = await start()
    const { body } = await plan(call, mapping(owners))
    const refused = await call('POST', `${path}/apply`, { body: { planId: body.planId, commitWithin } })
    expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('10m')])
  })

  const limits = 'limits: { maxRevocations: 1, maxRevocationPercent: 10 }\n'
  const holds = async (call: Client) => (await call('GET', '/api/holds?state=open')).body as { kind: string }[]

  /** Ann and Bob are stewards by the mapping that is current, and `next` takes both away. */
  async function startBraked(): Promise<Acme & { readonly next: string }> {
    const acme = await start()
    await acme.call('PUT', path, { body: mapping(owners, entry('stewards')), headers: yaml })
    return { ...acme, next: mapping(owners) + limits }
  }

  it('says what the brake would hold, and an apply that does not confirm it is refused with the plan', async () => {
    const { call, next } = await startBraked()
    const { body } = await plan(call, next)
    expect([body.summary.removes, body.summary.held]).toEqual([1, 1])
    expect(body.held).toMatchObject([
      { role: 'Steward', state: 'retained', reason: expect.stringContaining('until an owner decides') },
    ])
    for (const refused of [await apply(call, body.planId), await call('PUT', path, { body: next, headers: yaml })]) {
      expect([refused.status, refused.body.code, refused.body.plan.held]).toEqual([409, 'BRAKE', body.held])
    }
    expect([await rolesOf(call, 'ann'), await rolesOf(call, 'bob')]).toEqual(['Owner Steward', 'Member Steward'])
    expect((await call('GET', path)).headers.get('etag')).toBe('"1"')
  })

  it('lets revocations wait for an owner where that is asked, exactly those that the plan says', async () => {
    const { call, next } = await startBraked()
    const { body } = await plan(call, next)
    const applied = await call('POST', `${path}/apply`, { body: { planId: body.planId, confirm: false } })
    expect([applied.status, applied.body.summary.held]).toEqual([200, 1])
    expect(await holds(call)).toMatchObject([{ kind: 'brake' }])
    const kept = body.held[0].emailAddress.split('@')[0]
    expect(await rolesOf(call, kept)).toContain('Steward')
    expect(await rolesOf(call, kept === 'ann' ? 'bob' : 'ann')).not.toContain('Steward')
  })

  it.each(['apply', 'PUT'])('revokes at once where %s confirms it', async (way) => {
    const { call, next } = await startBraked()
    const { body } = await plan(call, next)
    const applied =
      way === 'PUT'
        ? await call('PUT', `${path}?confirm=true`, { body: next, headers: yaml })
        : await call('POST', `${path}/apply`, { body: { planId: body.planId, confirm: true } })
    expect(applied.status).toBe(200)
    expect([await rolesOf(call, 'ann'), await rolesOf(call, 'bob'), await holds(call)]).toEqual(['Owner', 'Member', []])
  })

  it('refuses a mapping whose own test fails, with the report, and the plan says it beforehand', async () => {
    const { call } = await start()
    const text = `${mapping(entry('stewards'))}tests:\n  - name: a steward\n    given: { groups: [stewards] }\n    expect: { organization: [Owner] }\n`
    const { body } = await plan(call, text)
    expect([body.tests.failed, body.errors]).toEqual([1, [{ code: 'TESTS_FAILED', message: expect.any(String) }]])
    for (const refused of [await apply(call, body.planId), await call('PUT', path, { body: text, headers: yaml })]) {
      expect([refused.status, refused.body.code, refused.body.tests.results]).toMatchObject([
        422,
        'TESTS_FAILED',
        [{ name: 'a steward', outcome: 'failed' }],
      ])
    }
    expect((await call('POST', `${path}/check`, { body: text, headers: yaml })).body.valid).toBe(false)
  })

  it('serves the JSON Schema of the file for editors', async () => {
    const { call } = await start()
    const { body, headers } = await call('GET', `${path}/schema`)
    expect([headers.get('content-type'), Object.keys(body.properties)]).toEqual([
      'application/schema+json',
      expect.arrayContaining(['scimGroupMappings', 'tests', 'limits']),
    ])
  })
})
