import type { MappingCache } from '@rolecall/core/change/operation-context'
import { checkMapping } from '@rolecall/core/mapping/check-mapping'
import { confirmMapping } from '@rolecall/core/mapping/confirm-mapping'
import { listVersions } from '@rolecall/core/mapping/mapping-versions'
import { applyMapping } from '@rolecall/core/mapping/apply-mapping'
import { undoMapping } from '@rolecall/core/mapping/undo-mapping'
import { createOwner } from '@rolecall/testkit/in-memory/owner'
import { toEmail } from '@rolecall/testkit/in-memory/to-email'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const editors = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'
const stewards =
  'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }]'
const minute = 60_000

describe('a version of the mapping', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    const staff = await acme.createGroup('staff', [ann])
    await acme.putTeam('sales')
    await acme.newEvents()
    return { ...acme, ann, staff }
  }

  const versionsOf = async (acme: Awaited<ReturnType<typeof createAcme>>) =>
    (await listVersions(acme.owner, null, 10)).map(({ confirmBy, rollbackTo, version }) => [
      version,
      rollbackTo,
      confirmBy,
    ])

  it('is told with what it does, and without an author where it came from the command line', async () => {
    const acme = await createAcme()
    await acme.putMapping(editors)
    const applied = (await acme.newEvents()).filter(({ type }) => type === 'MappingApplied')
    expect(applied).toMatchObject([
      {
        subject: 'mapping/1',
        data: {
          version: 1,
          author: null,
          summary: { people: 1, adds: 1, removes: 0, changes: 0, held: 0, failed: 0 },
          rollbackTo: null,
          confirmBy: null,
        },
      },
    ])
  })

  it('is none where the text is the current one, unless it is to be tried or has another format', async () => {
    const acme = await createAcme()
    await acme.putMapping(editors)
    await acme.newEvents()
    expect((await acme.putMapping(editors)).version.version).toBe(1)
    expect(await acme.newEvents()).toEqual([])
    expect((await acme.putMapping(`${editors}\n`)).version.version).toBe(2)
    const json = JSON.stringify({ scimGroupMappings: [] })
    await applyMapping(acme.owner, { text: json, format: 'yaml' }, { ifMatch: null })
    expect((await applyMapping(acme.owner, { text: json, format: 'json' }, { ifMatch: null })).version.version).toBe(4)
    expect(
      (await applyMapping(acme.owner, { text: json, format: 'json' }, { ifMatch: null, commitWithin: minute })).version
        .version,
    ).toBe(5)
  })

  it('refuses an If-Match of another one', async () => {
    const acme = await createAcme()
    await acme.putMapping(editors)
    const put = (ifMatch: number) => applyMapping(acme.owner, { text: stewards, format: 'yaml' }, { ifMatch })
    await expect(put(0)).rejects.toThrow('If-Match is "0", but the current version is "1"')
    expect((await put(1)).version.version).toBe(2)
  })

  it('leaves the time since which a role stands as it is where only its end is another one', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const bob = await acme.createUser('bob')
    await acme.putMapping(editors)
    const then = clock.now
    const since = async () =>
      (await acme.reader.grants.list({ source: 'mapping' })).map((grant) => [
        grant.userId === bob ? 'bob' : 'ann',
        grant.role,
        grant.since,
        grant.expiresAt,
      ])
    clock.forward(minute)
    const end = new Date(Date.parse(then) + 60 * minute).toISOString()
    const ending = editors.replace('Editor }', `Editor, expires: '${end}' }`)
    const plan = await acme.plan(ending)
    await acme.join(acme.staff, bob)
    await acme.apply(plan)
    const told = await since()
    expect(told).toHaveLength(2)
    expect(told).toEqual(
      expect.arrayContaining([
        ['ann', 'Editor', then, end],
        ['bob', 'Editor', clock.now, end],
      ]),
    )
    clock.forward(minute)
    await acme.leave(acme.staff, bob)
    await acme.createGroup('crew', [acme.ann])
    await acme.putMapping(editors.replace('staff', 'crew'))
    expect(await since()).toEqual([['ann', 'Editor', clock.now, null]])
  })

  it('is told without its author where the key is gone, and listed by the id of it', async () => {
    const acme = await createAcme()
    const apply = (keyId: string, text: string) =>
      applyMapping(
        { ...acme.owner, cause: { ...acme.owner.cause, keyId } },
        { text, format: 'yaml' },
        { ifMatch: null },
      )
    const authors = async () =>
      (await acme.newEvents()).filter(({ type }) => type === 'MappingApplied').map(({ data }) => data['author'])
    await apply('gone', editors)
    expect(await authors()).toEqual([null])
    expect(await listVersions(acme.owner, null, 1)).toMatchObject([{ author: { keyId: 'gone', displayName: 'gone' } }])
  })

  it('on trial goes back by itself, once, and tells who has lost and got what', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    await acme.putMapping(editors)
    await acme.putMapping(stewards, { commitWithin: minute })
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Steward active'])
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Steward active'])
    clock.forward(minute)
    await runDueJobs()
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
    expect(await versionsOf(acme)).toMatchObject([
      [3, 1, null],
      [2, null, clock.now],
      [1, null, null],
    ])
    expect(await acme.verify()).toEqual([])
  })

  it('on trial stays where it is confirmed in time', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    await acme.putMapping(editors)
    await acme.putMapping(stewards, { commitWithin: minute })
    await acme.newEvents()
    expect(await confirmMapping(acme.owner)).toMatchObject({ version: 2, confirmBy: null })
    expect(await acme.newEvents()).toMatchObject([
      { type: 'MappingConfirmed', subject: 'mapping/2', data: { version: 2 } },
    ])
    clock.forward(minute)
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Steward active'])
    await expect(confirmMapping(acme.owner)).rejects.toMatchObject({ code: 'NOTHING_TO_CONFIRM' })
  })

  it('can not be confirmed once its time is over, whether it has gone back or not', async () => {
    const acme = await createAcme()
    await acme.putMapping(stewards, { commitWithin: minute })
    rolecall().clock.forward(minute)
    await expect(confirmMapping(acme.owner)).rejects.toMatchObject({ code: 'TRIAL_OVER' })
  })

  it('on trial is over where another one is put, and does not go back', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    await acme.putMapping(editors)
    await acme.putMapping(stewards, { commitWithin: minute })
    await acme.putMapping('roleRules: []')
    clock.forward(minute)
    await runDueJobs()
    expect((await acme.reader.getState()).mappingVersion).toBe(3)
  })

  it('on trial stays on trial where its text is put again', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    await acme.putMapping(editors)
    await acme.putMapping(stewards, { commitWithin: minute })
    expect((await acme.putMapping(stewards)).version.version).toBe(2)
    clock.forward(minute)
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
  })

  it('is taken back at once by whoever asks for it', async () => {
    const acme = await createAcme()
    await acme.putMapping(editors)
    await acme.putMapping(stewards, { commitWithin: minute })
    await undoMapping(acme.owner)
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
    expect((await acme.reader.mappings.find(3))?.rollbackTo).toBe(1)
  })

  it('that is refused today asks an owner before it comes back, once', async () => {
    const acme = await createAcme()
    const { clock, runDueJobs } = rolecall()
    const tested = `${editors}\ntests: [{ name: t, given: { groups: [staff] }, expect: { teams: { sales: [Owner] } } }]`
    await acme.putMapping(tested, { evenIfRefused: true })
    await acme.putMapping(stewards, { commitWithin: minute })
    clock.forward(minute)
    await runDueJobs()
    clock.forward(60 * minute)
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Steward active'])
    const [hold, ...others] = await acme.openHolds()
    expect([hold?.kind, others]).toEqual(['revert-refused', []])
    await acme.decide(hold!.id, 'approved')
    await runDueJobs()
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
  })

  it('suppresses what was given by hand in the teams of which it is the only authority, and gives it back', async () => {
    const acme = await createAcme()
    await acme.putTeam('ops', { members: [{ emailAddress: 'ann@example.com', role: 'Editor' }] } as never)
    await acme.newEvents()
    const told = async () =>
      (await acme.newEvents())
        .filter(({ subject }) => subject.startsWith('users/'))
        .map(({ data, type }) => [type, data['scope']])
    await acme.putMapping('teams: { authoritative: [OPS] }')
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor suppressed'])
    expect(await told()).toEqual([['RoleSuspended', 'team:ops']])
    await acme.putMapping('teams: { authoritative: [ops, sales] }')
    expect(await told()).toEqual([])
    await acme.putMapping('teams: { authoritative: [sales] }')
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor active'])
    expect(await told()).toEqual([['RoleResumed', 'team:ops']])
  })

  it('that is larger than a new one may be is planned, checked, put again and brought back all the same', async () => {
    const acme = await createAcme()
    const large = `${editors} # large`
    const owner = createOwner({ ...acme.owner, mappings: refusing(acme.owner.mappings, large) }, toEmail)
    const refusal = { diagnostics: [{ code: 'MAPPING_TOO_LARGE' }] }
    await expect(owner.plan(large)).rejects.toMatchObject(refusal)
    // By a server that asked less.
    await acme.putMapping(large)
    await acme.leave(acme.staff, acme.ann)
    expect(await owner.plan(null)).toMatchObject({ summary: { people: 0 }, errors: [] })
    await owner.apply(await owner.plan(null))
    expect((await owner.checkMapping(large)).valid).toBe(true)
    expect((await owner.putMapping(large)).version.version).toBe(1)
    const onceCurrent = await owner.plan(null)
    await acme.putMapping(stewards)
    await expect(owner.plan(large)).rejects.toMatchObject(refusal)
    await expect(owner.apply(onceCurrent)).rejects.toMatchObject({ code: 'PLAN_STALE' })
    await acme.join(acme.staff, acme.ann)
    await owner.apply(await owner.plan({ version: 1 }))
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
    await acme.putMapping(stewards, { commitWithin: minute })
    rolecall().clock.forward(minute)
    const context = { ...acme.owner, mappings: refusing(acme.owner.mappings, large) }
    await undoMapping(context)
    expect(await acme.grantsOf('ann')).toEqual(['team:sales Editor active'])
  })

  it('is planned with every warning: of its text, and of what there is not', async () => {
    const acme = await createAcme()
    const text = `${editors.slice(0, -1)}, { scimGroup: crew, type: organizationRole, organizationRole: Member }, { scimGroup: crew, type: organizationRole, organizationRole: Member }]`
    const codes = (await acme.plan(text)).warnings.map(({ code }) => code)
    expect(codes).toEqual(['UNKNOWN_GROUP', 'DUPLICATE_ENTRY'])
    expect((await acme.checkMapping(text)).diagnostics.map(({ code }) => code)).toEqual(codes)
  })
})

describe('a mapping that would be refused', () => {
  const rolecall = withRolecall()
  const test = (name: string) => `{ name: ${name}, given: { groups: [staff] }, expect: { organization: [Owner] } }`
  const byTitle = (id: string) =>
    `{ id: ${id}, when: user.active eq true, grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Owner }] }`
  const obstacles = async (text: string) => {
    const acme = await rolecall().createOrganization()
    await acme.createGroup('staff')
    await acme.putTeam('sales')
    const { errors } = await acme.plan(text)
    return errors.map(({ code, message }) => `${code} ${message.replace(/[^0-9]/g, '')}`)
  }

  it('says so in its plan: by its errors in the organization, and by its tests', async () => {
    expect(await obstacles(editors)).toEqual([])
    expect(await obstacles(`roleRules: [${byTitle('a')}]`)).toEqual(['MAPPING_REFUSED 1'])
    expect(await obstacles(`${editors}\ntests: [${test('one')}]`)).toEqual(['TESTS_FAILED 1'])
    expect(
      await obstacles(`roleRules: [${byTitle('a')}, ${byTitle('b')}]\ntests: [${test('one')}, ${test('two')}]`),
    ).toEqual(['MAPPING_REFUSED 2', 'TESTS_FAILED 2'])
  })

  it('is refused with what the check of the organization says, too, and makes no plan', async () => {
    const acme = await rolecall().createOrganization()
    const text = editors.replace('Editor }', 'Editor, x: 1 }')
    // One after another: a promise that is rejected while nobody waits for it is an error of its own.
    for (const ask of [() => acme.putMapping(text), () => acme.plan(text)]) {
      const error = await ask().then(
        () => undefined,
        (thrown: { diagnostics?: readonly { code: string; column: number }[] }) => thrown,
      )
      const columns = error?.diagnostics?.map(({ column }) => column) ?? []
      expect(error?.diagnostics?.map(({ code }) => code).toSorted()).toEqual([
        'UNKNOWN_GROUP',
        'UNKNOWN_KEY',
        'UNKNOWN_TEAM',
      ])
      expect(columns).toEqual(columns.toSorted((a, b) => a - b))
    }
    await expect(acme.putMapping('roleRules: [')).rejects.toMatchObject({ diagnostics: [{ code: 'NOT_YAML' }] })
    expect((await acme.reader.getState()).mappingVersion).toBe(0)
  })
})

describe('a check', () => {
  const rolecall = withRolecall()
  const check = async (text: string) =>
    checkMapping((await rolecall().createOrganization()).owner, { text, format: 'yaml' })

  it.each([
    ['', true, ['EMPTY_MAPPING'], 0],
    [editors, true, ['UNKNOWN_TEAM', 'UNKNOWN_GROUP'], 0],
    ['roleRules: x', false, ['WRONG_TYPE'], 0],
    ['roleRules: [', false, ['NOT_YAML'], 0],
    [editors.replace('Editor }', 'Editor, x: 1 }'), false, ['UNKNOWN_KEY', 'UNKNOWN_TEAM', 'UNKNOWN_GROUP'], 0],
    [
      `${editors}\ntests: [{ name: t, given: { groups: [staff] }, expect: {} }]`,
      false,
      ['UNKNOWN_TEAM', 'UNKNOWN_GROUP'],
      1,
    ],
    [
      'roleRules: [{ id: r, when: user.active eq true, grant: [{ type: teamMemberRole, teamId: x, teamMemberRole: Owner }] }]',
      false,
      ['UNKNOWN_TEAM', 'PRIVILEGED_WITHOUT_GROUP'],
      0,
    ],
  ])('of %j is valid: %s', async (text, valid, codes, failed) => {
    const found = await check(text)
    expect([found.valid, found.diagnostics.map(({ code }) => code).toSorted(), found.tests.failed]).toEqual([
      valid,
      codes.toSorted(),
      failed,
    ])
  })
})

/** A new mapping of that text has more in it than one may have. */
function refusing(mappings: MappingCache, text: string): MappingCache {
  const { decider } = mappings
  const tooLarge = { severity: 'error', line: 1, column: 1, code: 'MAPPING_TOO_LARGE', message: 'Too large.' } as const
  return {
    ...mappings,
    decider: {
      ...decider,
      compileInTurns: async (source) =>
        source.text === text && source.applied !== true
          ? { diagnostics: [tooLarge], mapping: null, references: null }
          : decider.compileInTurns(source),
    },
  }
}
