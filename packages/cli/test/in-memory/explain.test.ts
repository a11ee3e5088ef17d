import { explainMember } from '@rolecall/core/explain/explain-member'
import { checkMapping } from '@rolecall/core/mapping/check-mapping'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const mapping = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'
const question = { scope: 'team:sales', role: 'editor' }
const rule = 'scimGroupMappings:staff/sales/editor'
const condition = { kind: 'group', group: 'staff', text: 'scimGroup: staff', line: 1, column: 34 }

describe('an explanation', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann')
    await acme.createUser('bob')
    const staff = await acme.createGroup('staff', [ann])
    await acme.putTeam('sales')
    await acme.putMapping(mapping)
    return { ...acme, ann, staff }
  }

  it('says by which group, rule and version a role is held, and since which request', async () => {
    const { clock } = rolecall()
    const since = clock.now
    const acme = await createAcme()
    clock.forward(60_000)
    expect(await acme.explain('ann', question)).toMatchObject({
      effective: true,
      whyNot: [],
      grants: [
        {
          scope: 'team:sales',
          role: 'Editor',
          state: 'active',
          shown: true,
          since,
          rule,
          line: 1,
          groupId: acme.staff,
          groupNow: 'staff',
          groupThen: 'staff',
          condition: { ...condition, result: true },
          cause: { kind: 'scim', time: since },
          mapping: { version: 1, created: since },
        },
      ],
    })
  })

  it('names each way to a role with the request that opened it, and the version that wrote it', async () => {
    const { clock } = rolecall()
    const acme = await createAcme()
    const text = `scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
  - { scimGroup: crew, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
roleRules:
  - { id: boss, when: user.title eq "Boss", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }
`
    const times = [clock.now]
    clock.forward(60_000)
    await acme.putMapping(text)
    clock.forward(60_000)
    await acme.patchUser(acme.ann, { op: 'add', path: 'title', value: 'Boss' })
    times.push(clock.now)
    clock.forward(60_000)
    const crew = await acme.createGroup('crew', [acme.ann])
    times.push(clock.now)
    clock.forward(60_000)
    await acme.setRole('ann', 'Owner')
    times.push(clock.now)
    const { grants, whyNot } = await acme.explain('ann')
    expect(whyNot).toEqual([])
    const ways = grants.map(({ cause, groupId, groupNow, mapping: by, rule: id, scope }) => [
      scope,
      id,
      groupId,
      groupNow,
      cause?.time,
      by?.version ?? null,
    ])
    expect(ways.toSorted((a, b) => String(a[4]).localeCompare(String(b[4])))).toEqual([
      ['team:sales', rule, acme.staff, 'staff', times[0], 1],
      ['team:sales', 'roleRules:boss', null, null, times[1], 2],
      ['team:sales', 'scimGroupMappings:crew/sales/editor', crew, 'crew', times[2], 2],
      ['organization', null, null, null, times[3], null],
    ])
    expect((await acme.explain('ann', { scope: 'organization', role: 'Owner' })).grants).toHaveLength(1)
  })

  it('tells of a role without a group by whom it was given, after all that has become of it and of others', async () => {
    const { clock } = rolecall()
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann', { title: 'Boss', nickName: 'Boss' })
    await acme.putTeam('sales')
    await acme.putTeam('ops')
    const grant = (team: string, role: string) => `{ type: teamMemberRole, teamId: ${team}, teamMemberRole: ${role} }`
    const grants = [grant('sales', 'Editor'), grant('ops', 'Editor'), grant('sales', 'Steward')]
    const rules = (count: number, more: string) =>
      `roleRules:\n  - { id: boss, when: user.title eq "Boss", grant: [${grants.slice(0, count).join(', ')}] }\n${more}`
    const times: string[] = []
    const then = async (happens: () => Promise<unknown>) => {
      clock.forward(60_000)
      times.push(clock.now)
      await happens()
    }
    await then(() => acme.putMapping(rules(1, '')))
    await then(() => acme.putMapping(rules(2, '')))
    await then(() => acme.putMapping(rules(3, '')))
    const nick = `  - { id: nick, when: user.nickName eq "Boss", grant: [${grants[0]}] }\n`
    await then(() => acme.putMapping(rules(3, nick)))
    await acme.patchUser(ann, { op: 'replace', path: 'active', value: false })
    clock.forward(60_000)
    await acme.patchUser(ann, { op: 'replace', path: 'active', value: true })
    const told = (await acme.explain('ann')).grants.map(({ cause, mapping: by, role, rule: id, scope }) => [
      `${scope} ${role} ${id}`,
      [cause?.time, by?.version],
    ])
    expect(told).toHaveLength(4)
    expect(Object.fromEntries(told)).toEqual({
      'team:ops Editor roleRules:boss': [times[1], 2],
      'team:sales Editor roleRules:boss': [times[0], 1],
      'team:sales Editor roleRules:nick': [times[3], 4],
      'team:sales Steward roleRules:boss': [times[2], 3],
    })
  })

  it('says why not where something is asked for, and it is not held', async () => {
    const acme = await createAcme()
    const whyNot = async (name: string, asked: Parameters<typeof acme.explain>[1]) =>
      (await acme.explain(name, asked)).whyNot.map((one) => one.rule)
    expect(await whyNot('bob', {})).toEqual([])
    expect(await whyNot('bob', { scope: 'team:sales' })).toEqual([rule])
    expect(await whyNot('bob', { role: 'Editor' })).toEqual([rule])
    expect(await whyNot('bob', { role: 'Owner' })).toEqual([])
    expect(await whyNot('ann', { role: 'Editor' })).toEqual([])
  })

  it('shows what stands, which is more than the rules give where the brake has kept it', async () => {
    const acme = await createAcme()
    await acme.putMapping(`${mapping}\nlimits: { maxRevocations: 0, maxRevocationPercent: 0 }`)
    await acme.leave(acme.staff, acme.ann)
    expect(await acme.explain('ann', question)).toMatchObject({ effective: true, grants: [{ state: 'retained' }] })
  })

  it('says what can be told of people while the mapping does not compile', async () => {
    const acme = await createAcme()
    const { mappings } = acme.owner
    const broken = { ...acme.owner, mappings: { ...mappings, get: async () => null } }
    const nothing = { scope: null, role: null, at: null, addGroups: [], removeGroups: [] }
    const ask = (email: string) => explainMember(broken, { ...nothing, ...question, member: `${email}@example.com` })
    const notes = ['The stored mapping does not compile with the plugins of this server: what was decided stays.']
    expect(await ask('ann')).toMatchObject({ effective: true, grants: [{ line: null, condition: null }], notes })
    expect(await ask('bob')).toMatchObject({ effective: false, grants: [], whyNot: [], notes })
    const supposed = { ...nothing, ...question, member: 'ann@example.com', removeGroups: ['staff'] }
    expect(await explainMember(broken, supposed)).toMatchObject({ effective: true, notes })
  })

  it('notes what is special about a member, and a role that there is not', async () => {
    const acme = await createAcme()
    const { ann } = acme
    const notes = async (name: string, asked: Parameters<typeof acme.explain>[1] = {}) =>
      (await acme.explain(name, asked)).notes
    expect([await notes('ann'), await notes('ann', question), await notes('ann', { scope: 'team:sales' })]).toEqual([
      [],
      [],
      [],
    ])
    expect(await notes('ann', { scope: 'organization', role: 'Member' })).toEqual([])
    expect(await notes('ann', { role: 'Juggler' })).toEqual([])
    expect(await notes('ann', { scope: 'organization', role: 'Juggler' })).toEqual([
      'There is no role "Juggler" of the organization (Owner, Member).',
    ])
    await acme.patchUser(ann, { op: 'replace', path: 'active', value: false })
    expect(await notes('ann')).toEqual([
      'The member is inactive: no grant is in force until the provider sends active: true.',
    ])
    await acme.setRole('zoe', 'Owner')
    expect(await notes('zoe')).toEqual(['The member was invited by hand, and no provider has sent them yet.'])
  })

  it('tells who the member is, by the name that the provider has sent', async () => {
    const acme = await createAcme()
    const eve = await acme.createUser('eve', { displayName: 'Eve of Sales' })
    const member = async (name: string) => (await acme.explain(name)).member
    const told = { userId: eve, emailAddress: 'eve@example.com', displayName: 'Eve of Sales', status: 'active' }
    expect(await member('eve')).toEqual(told)
    expect(await member('bob')).toMatchObject({ displayName: null, status: 'active' })
  })

  it('refuses to tell of what is to come, and of a past with other groups', async () => {
    const acme = await createAcme()
    const { now } = rolecall().clock
    const ask = (asked: Parameters<typeof acme.explain>[1]) => acme.explain('ann', { ...question, ...asked })
    expect((await ask({ at: now })).effective).toBe(true)
    const later = new Date(Date.parse(now) + 1).toISOString()
    await expect(ask({ at: later })).rejects.toThrow('at must not be to come')
    await expect(ask({ at: 'yesterday' })).rejects.toThrow('at must be an instant')
    for (const groups of [{ addGroups: ['staff'] }, { removeGroups: ['staff'] }]) {
      await expect(ask({ at: now, ...groups })).rejects.toThrow('at tells of the past')
    }
    const both = { addGroups: ['staff'], removeGroups: ['staff'] }
    await expect(ask({ at: now, ...both })).rejects.toThrow('at tells of the past')
  })

  it('supposes that a group which is not trusted any more holds back what it would give', async () => {
    const acme = await createAcme()
    await acme.patchGroup(acme.staff, { op: 'add', path: 'externalId', value: 'e1' })
    await acme.putMapping(mapping)
    await acme.patchGroup(acme.staff, { op: 'replace', path: 'externalId', value: 'e2' })
    const supposed = await acme.explain('bob', { ...question, addGroups: ['staff'] })
    await acme.join(acme.staff, (await acme.memberOf('bob')).userId)
    const real = await acme.explain('bob', question)
    expect([supposed, real].map(({ effective, grants }) => [effective, grants.map(({ state }) => state)])).toEqual([
      [false, ['withheld']],
      [false, ['withheld']],
    ])
  })

  it('names the group that would do by the name that it is bound to', async () => {
    const acme = await createAcme()
    await acme.patchGroup(acme.staff, { op: 'add', path: 'externalId', value: 'e1' })
    const when = 'group.displayName eq "staff" and group.externalId sw "e"'
    await acme.putMapping(
      `roleRules: [{ id: a, when: '${when}', grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]`,
    )
    await acme.patchGroup(acme.staff, { op: 'replace', path: 'displayName', value: 'crew' })
    await acme.createGroup('other', [], { externalId: 'e2' })
    expect((await acme.explain('bob', question)).whyNot[0]?.reasons.at(-1)).toContain('It would by "crew".')
  })

  it('takes whoever is active for a member of the organization, whatever else they have', async () => {
    const acme = await createAcme()
    const isMember = async (name: string, scope: string) =>
      (await acme.explain(name, { scope, role: 'Member' })).effective
    expect([await isMember('bob', 'organization'), await isMember('bob', 'team:sales')]).toEqual([true, false])
    expect((await acme.explain('bob', { scope: 'organization', role: 'Owner' })).effective).toBe(false)
    const { userId } = await acme.memberOf('bob')
    await acme.patchUser(userId, { op: 'replace', path: 'active', value: false })
    expect(await isMember('bob', 'organization')).toBe(false)
  })

  it('answers what if for who is in the group already, and for who has a role by hand', async () => {
    const acme = await createAcme()
    await acme.setRole('ann', 'Owner')
    const grantsIf = async (supposed: { addGroups?: readonly string[]; removeGroups?: readonly string[] }) =>
      (await acme.explain('ann', supposed)).grants.map(({ role, scope }) => `${scope} ${role}`).toSorted()
    const now = ['organization Owner', 'team:sales Editor']
    expect(await grantsIf({})).toEqual(now)
    expect(await grantsIf({ addGroups: ['staff', acme.staff] })).toEqual(now)
    expect(await grantsIf({ removeGroups: ['STAFF'] })).toEqual(['organization Owner'])
    await expect(grantsIf({ addGroups: ['nowhere'] })).rejects.toThrow(
      'There is no group with the id or the name "nowhere"',
    )
    await expect(grantsIf({ removeGroups: ['nowhere'] })).rejects.toThrow('"nowhere"')
  })

  it('tells of a past with two roles, one of which was in force', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    await acme.putMapping(
      `${mapping.slice(0, -1)}, { scimGroup: staff, type: teamMemberRole, teamId: none, teamMemberRole: Editor }]`,
    )
    const at = clock.now
    clock.forward(60_000)
    const { effective, grants, notes } = await acme.explain('ann', { at })
    expect([effective, notes]).toEqual([true, []])
    expect(Object.fromEntries(grants.map(({ scope, ...grant }) => [scope, grant]))).toMatchObject({
      'team:none': { effective: false, shown: false },
      'team:sales': { effective: true, shown: true },
    })
    expect(grants).toHaveLength(2)
    const before = new Date(Date.parse(at) - 60_000).toISOString()
    await acme.createUser('carl')
    expect(await acme.explain('carl', { at: before })).toMatchObject({
      effective: false,
      grants: [],
      effects: [],
      notes: ['The organization had no such member then.'],
      member: { status: 'inactive' },
    })
  })

  it('says which rule would give a role that is not held, and what is in the way', async () => {
    const acme = await createAcme()
    expect(await acme.explain('bob', question)).toMatchObject({
      effective: false,
      grants: [],
      whyNot: [
        {
          rule,
          line: 1,
          nearest: true,
          condition: { ...condition, result: false },
          reasons: ['The member is not in the group "staff".'],
        },
      ],
    })
  })

  it('answers what if the member were in a group, or not', async () => {
    const acme = await createAcme()
    const joined = await acme.explain('bob', { ...question, addGroups: ['Staff'] })
    const left = await acme.explain('ann', { ...question, removeGroups: [acme.staff] })
    expect([joined.effective, joined.grants[0]?.rule, joined.grants[0]?.cause]).toEqual([true, rule, null])
    expect([left.effective, left.whyNot[0]?.rule]).toEqual([false, rule])
    expect(await acme.grantsOf('bob')).toEqual([])
  })

  it('tells how it was, by the log, after the role has gone and the group has another name', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    const at = clock.now
    clock.forward(60_000)
    await acme.leave(acme.staff, acme.ann)
    await acme.patchGroup(acme.staff, { op: 'replace', path: 'displayName', value: 'crew' })
    const past = await acme.explain('ann', { ...question, at })
    expect(past).toMatchObject({ effective: true, grants: [{ rule, groupThen: 'staff', groupNow: 'crew' }] })
    expect(await acme.explain('ann', question)).toMatchObject({ effective: false, grants: [] })
  })

  it('withholds, of a supposed group, what a name that it took over gives', async () => {
    const acme = await createAcme()
    const other = await acme.createGroup('Staff')
    const supposed = await acme.explain('bob', { ...question, addGroups: [other] })
    await acme.join(other, (await acme.memberOf('bob')).userId)
    const real = await acme.explain('bob', question)
    expect([supposed, real].map(({ effective, grants }) => [effective, grants.map(({ state }) => state)])).toEqual([
      [false, ['withheld']],
      [false, ['withheld']],
    ])
  })

  it('names the groups that would do for a pattern and for a condition, never that there is no group of that name', async () => {
    const acme = await createAcme()
    for (const name of ['acme_sales_editors', 'acme_ops_editors', 'emea_1']) await acme.createGroup(name)
    const pattern = '^acme_(?<team>.+)_(?<role>editor)s$'
    await acme.putMapping(
      `scimGroupMappings:
  - { scimGroupPattern: '${pattern}', type: teamMemberRole, teamId: '\${team}', teamMemberRole: '\${role}' }
roleRules:
  - { id: emea, when: group.displayName sw "emea", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }
  - { id: apac, when: 'user.groups[display sw "apac"]', grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }`,
    )
    const { whyNot } = await acme.explain('bob', question)
    expect(whyNot.flatMap(({ reasons }) => reasons)).toEqual([
      `The member is in no group for which it holds: scimGroupPattern: ${pattern}. It would by "acme_sales_editors".`,
      'The member is in no group for which it holds: group.displayName sw "emea". It would by "emea_1".',
      'The member is in no group for which it holds: user.groups[display sw "apac"]. None of the 4 groups that there are would do.',
    ])
  })

  it('says what a capture makes of the groups that the member is in', async () => {
    const acme = await createAcme()
    await acme.createGroup('acme__editors', [acme.ann])
    await acme.putMapping(
      `scimGroupMappings: [{ scimGroupPattern: 'acme_(?<team>.*)_editors', type: teamMemberRole, teamId: '\${team}', teamMemberRole: Editor }]`,
    )
    const reasons = async () => (await acme.explain('ann', question)).whyNot.flatMap((one) => one.reasons)
    expect(await reasons()).toEqual([
      'It holds by the group "acme__editors" and gives nothing: a capture is empty there, or names no role.',
    ])
    const staff = (await acme.reader.groups.findByName('acme__editors')).at(0)
    await acme.patchGroup(staff!.id, { op: 'replace', path: 'displayName', value: 'acme_ops_editors' })
    expect(await reasons()).toEqual([
      'It holds by the group "acme_ops_editors" and gives another role: Editor of team:ops.',
    ])
  })

  it('says of an entry that has ended when it did', async () => {
    const acme = await createAcme()
    const end = new Date(Date.parse(rolecall().clock.now) + 60_000).toISOString()
    await acme.putMapping(mapping.replace('Editor }', `Editor, expires: '${end}' }`))
    rolecall().clock.forward(60_000)
    for (const name of ['ann', 'bob']) {
      const { effective, whyNot } = await acme.explain(name, question)
      expect([effective, whyNot[0]?.reasons[0]]).toEqual([false, `What it gives has ended: ${end}.`])
    }
  })

  it('says that there is no such team, and no such role', async () => {
    const acme = await createAcme()
    const { notes } = await acme.explain('bob', { scope: 'team:Nowhere', role: 'Juggler' })
    expect(notes).toEqual([
      'There is no team "Nowhere" yet.',
      'There is no role "Juggler" in the catalogue of team roles (Owner, Approver, Editor, Steward, Member).',
    ])
  })

  it('tells of a member who is gone, as of a time before, and not of a namesake', async () => {
    const acme = await createAcme()
    const { clock } = rolecall()
    await acme.setRole('bob', 'Owner')
    const at = clock.now
    clock.forward(60_000)
    expect((await acme.explain('bob', { at })).grants).toMatchObject([{ scope: 'organization', role: 'Owner' }])
    expect((await acme.explain('bob', { at, ...question })).grants).toEqual([])
    await acme.deleteUser(acme.ann)
    const past = await acme.explain('ann', { ...question, at })
    expect([past.member.userId, past.effective, past.grants[0]?.rule]).toEqual([acme.ann, true, rule])
    clock.forward(60_000)
    await acme.createUser('ann')
    expect(await acme.explain('ann', { ...question, at })).toEqual(past)
    await expect(acme.explain('nobody', { ...question, at })).rejects.toThrow('There is no member')
  })

  it('shows what the provider has sent, not what is compared', async () => {
    const acme = await createAcme()
    await acme.putMapping(
      'roleRules: [{ id: a, when: user.userName eq "zoe@example.com", grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]',
    )
    await acme.createUser('Zed')
    const { whyNot } = await acme.explain('Zed', question)
    expect(whyNot[0]?.reasons).toEqual(['user.userName eq "zoe@example.com" does not hold: "Zed@example.com".'])
  })

  it('says of a person that a group within a group would give something, and only where it would', async () => {
    const acme = await createAcme()
    const bob = (await acme.memberOf('bob')).userId
    const { reader } = acme
    const findings = async () => (await acme.memberOf('bob')).findings.map(({ message }) => message)
    const crew = await acme.createGroup('crew', [bob])
    const deck = await acme.createGroup('deck', [crew])
    expect(await findings()).toEqual([])
    await acme.join(acme.staff, deck)
    expect(await findings()).toEqual([expect.stringContaining(': "crew" is in "staff"')])
    await acme.join(deck, acme.staff)
    await acme.join(crew, deck)
    expect(await findings()).toHaveLength(1)
    await acme.join(acme.staff, bob)
    expect(await findings()).toEqual([])
    expect((await reader.groups.find(crew))?.displayName).toBe('crew')
  })

  it('names a group that only looks the same, and a group within the group', async () => {
    const acme = await createAcme()
    await acme.createGroup('staff\u00a0', [acme.ann])
    const bob = (await acme.memberOf('bob')).userId
    const looks = await acme.explain('bob', question)
    expect(looks.whyNot[0]?.reasons).toEqual([
      'The member is not in the group "staff". Another group only looks the same: "staff[U+00A0]".',
    ])
    const inner = await acme.createGroup('crew', [bob])
    await acme.join(acme.staff, inner)
    const nested = await acme.explain('bob', question)
    expect(nested.whyNot[0]?.reasons).toEqual([
      'The member is in "crew", which is a member of the group "staff": a group as a member gives nothing (nested-group).',
    ])
    expect((await acme.memberOf('bob')).findings).toEqual([
      {
        code: 'nested-group',
        message: 'A group as a member is stored and grants nothing; assign its people directly: "crew" is in "staff"',
      },
    ])
    const { diagnostics } = await checkMapping(acme.owner, { text: mapping, format: 'yaml' })
    expect(diagnostics).toMatchObject([
      {
        code: 'GROUP_LOOKS_ALIKE',
        severity: 'warning',
        message: "The group 'staff[U+00A0]' is another one than 'staff', which only looks the same.",
      },
    ])
  })

  it('says as of a time after the end of a role that it is over, though that was told later', async () => {
    const { clock } = rolecall()
    const acme = await createAcme()
    const end = new Date(Date.parse(clock.now) + 60_000).toISOString()
    await acme.putMapping(mapping.replace('Editor', `Editor, expires: '${end}'`))
    const before = clock.now
    clock.forward(120_000)
    const after = clock.now
    clock.forward(60_000)
    await rolecall().runDueJobs()
    const asOf = async (at: string) => {
      const { effective, grants } = await acme.explain('ann', { ...question, at })
      return [effective, ...grants.map(({ expiresAt, shown, state }) => [state, shown, expiresAt])]
    }
    expect(await asOf(before)).toEqual([true, ['active', true, end]])
    expect(await asOf(after)).toEqual([false, ['expired', false, end]])
    expect(await asOf(clock.now)).toEqual([false])
  })
})
