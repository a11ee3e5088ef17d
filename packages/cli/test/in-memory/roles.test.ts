import { change } from '@rolecall/core/change/change'
import type { StoredEvent } from '@rolecall/core/plugin/event'
import { deleteTeam } from '@rolecall/core/organization/delete-team'
import { setTeamRole } from '@rolecall/core/organization/set-team-role'
import { clearFinding, raiseFinding, type FindingSubject } from '@rolecall/core/roles/raise-finding'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const entry = (group: string, teamId: string, more = '') =>
  `{ ${group}, type: teamMemberRole, teamId: ${teamId}, teamMemberRole: Editor${more} }`
const minute = 60_000
const told = (events: readonly StoredEvent[], ...types: readonly string[]) =>
  events.filter(({ type }) => types.includes(type)).map(({ subject, type }) => `${type} ${subject}`)

describe('teams that grants need', () => {
  const rolecall = withRolecall()
  const department = (value: string) => ({
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:User',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
    ],
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: value },
  })

  async function createAcme(...mappings: readonly string[]) {
    const acme = await rolecall().createOrganization()
    await acme.putMapping(`teams: { createMissing: true }\n${mappings.join('\n')}\n`)
    const teams = async () => [...(await acme.reader.teams.listIds()).values()].toSorted()
    await acme.newEvents()
    return { ...acme, teams }
  }

  it('are made as the file writes them, once, and told', async () => {
    const acme = await createAcme(
      `scimGroupMappings: [${entry('scimGroup: staff', 'Sales')}, ${entry('scimGroup: crew', 'SALES')}]`,
    )
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob')]
    await acme.createGroup('staff', [ann, bob])
    await acme.createGroup('crew', [ann])
    expect(await acme.teams()).toEqual(['Sales'])
    expect(told(await acme.newEvents(), 'TeamCreated')).toEqual(['TeamCreated teams/Sales'])
    expect(await acme.grantsOf('bob')).toEqual(['team:Sales Editor active'])
    expect(await acme.verify()).toEqual([])
  })

  it('are spelled as in the name of the group by which a pattern gives them', async () => {
    const acme = await createAcme(
      `scimGroupMappings: [{ scimGroupPattern: 'acme_(?<team>.+)', type: teamMemberRole, teamId: '\${team}', teamMemberRole: Editor }]`,
    )
    await acme.createGroup('ACME_North Sea', [await acme.createUser('ann')])
    expect(await acme.teams()).toEqual(['North Sea'])
  })

  it('are spelled as in the attribute that gives them, wherever it stands', async () => {
    const rule = (id: string, path: string) =>
      `  - { id: ${id}, when: user.active eq true, grant: [{ type: teamMemberRole, teamId: 'x-\${user.${path}}', teamMemberRole: Editor }] }`
    const acme = await createAcme(
      'roleRules:',
      rule('a', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'),
      rule('b', 'addresses.locality'),
    )
    await acme.createUser('ann', {
      ...department('Ray'),
      addresses: [{ type: 'work', locality: 'Oslo' }],
    })
    expect(await acme.teams()).toEqual(['x-Oslo', 'x-Ray'])
    const plain = await createAcme('roleRules:', rule('a', 'addresses.locality').replace('x-$', '$'))
    await plain.createUser('ann', { nickName: 'os', addresses: [{ type: 'work', locality: 'Oslo Nord' }] })
    expect(await plain.teams()).toEqual(['Oslo Nord'])
  })

  it('are not made for what is withheld, nor while the file does not say so', async () => {
    const text = `scimGroupMappings: [${entry('scimGroup: staff', 'Sales')}]`
    const acme = await createAcme(text)
    await acme.createGroup('staff')
    await acme.createGroup('Staff', [await acme.createUser('ann')])
    expect([await acme.grantsOf('ann'), await acme.teams()]).toEqual([['team:sales Editor withheld'], []])
    const other = await rolecall().createOrganization()
    await other.putMapping(text)
    await other.createGroup('staff', [await other.createUser('ann')])
    expect(await other.grantsOf('ann')).toEqual(['team:sales Editor waiting'])
    expect((await other.reader.teams.listIds()).size).toBe(0)
    await other.putMapping(`teams: { createMissing: true }\n${text}`)
    expect(await other.grantsOf('ann')).toEqual(['team:Sales Editor active'])
  })
})

describe('a role in a team', () => {
  const rolecall = withRolecall()

  it('waits for its team, of whoever is active, and waits again when the team is gone', async () => {
    const acme = await rolecall().createOrganization()
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob', { active: false })]
    await acme.createGroup('staff', [ann, bob])
    await acme.createGroup('crew', [ann])
    await acme.putMapping(
      `scimGroupMappings: [${entry('scimGroup: staff', 'sales')}, ${entry('scimGroup: crew', 'ops')}]`,
    )
    await acme.newEvents()
    await acme.putTeam('sales')
    expect(told(await acme.newEvents(), 'RoleResumed', 'RoleSuspended')).toEqual([`RoleResumed users/${ann}`])
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor waiting', 'team:sales Editor active'])
    await deleteTeam(acme.owner, 'sales')
    const events = (await acme.newEvents()).filter(({ type }) => type === 'RoleSuspended')
    expect(events).toMatchObject([
      { subject: `users/${ann}`, data: { scope: 'team:sales', role: 'Editor', state: 'waiting', effective: false } },
    ])
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor waiting', 'team:sales Editor waiting'])
  })

  it('by hand is suppressed where the mapping alone decides, of whoever would have it otherwise, and is told', async () => {
    const acme = await rolecall().createOrganization()
    await acme.putTeam('sales')
    await acme.putTeam('ops')
    const [ann, bob] = [await acme.createUser('ann'), await acme.createUser('bob')]
    const makeEditor = (name: string, team: string) =>
      setTeamRole(acme.owner, team, { emailAddress: `${name}@example.com`, role: 'Editor' })
    for (const name of ['ann', 'bob']) await makeEditor(name, 'sales')
    await makeEditor('ann', 'ops')
    await acme.patchUser(bob, { op: 'replace', path: 'active', value: false })
    await acme.newEvents()
    const changes = async (text: string) => {
      await acme.putMapping(text)
      return told(await acme.newEvents(), 'RoleSuspended', 'RoleResumed')
    }
    expect(await changes('teams: { authoritative: [Sales] }')).toEqual([`RoleSuspended users/${ann}`])
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor active', 'team:sales Editor suppressed'])
    expect(await changes('teams: { authoritative: [sales, ops] }')).toEqual([`RoleSuspended users/${ann}`])
    expect(await changes('teams: { authoritative: [ops] }')).toEqual([`RoleResumed users/${ann}`])
    expect(await acme.grantsOf('ann')).toEqual(['team:ops Editor suppressed', 'team:sales Editor active'])
    expect(await acme.verify()).toEqual([])
  })
})

describe('who would be an Owner', () => {
  const rolecall = withRolecall()

  it('is named where the last one is not let go: five at most, each with what is in the way', async () => {
    const acme = await rolecall().createOrganization()
    const { clock } = rolecall()
    await acme.createUser('ann')
    await acme.setRole('ann', 'Owner')
    const refusal = async () =>
      acme.setRole('ann', null).then(
        () => '',
        ({ message }: Error) => message,
      )
    expect(await refusal()).not.toContain('These would be Owners')
    const end = new Date(Date.parse(clock.now) + minute).toISOString()
    await acme.putMapping(`scimGroupMappings:
  - { scimGroup: owners, type: organizationOwner }
  - { scimGroup: for a while, type: organizationOwner, expires: '${end}' }
`)
    await acme.createGroup('owners', [await acme.createUser('bob', { active: false })])
    await acme.createGroup('Owners', [await acme.createUser('cy')])
    const late = await acme.createGroup('for a while', [await acme.createUser('dan')])
    clock.forward(minute)
    const message = await refusal()
    const [, named = ''] = message.split('These would be Owners: ')
    expect(named.split(', ').toSorted()).toEqual([
      'bob@example.com (inactive)',
      'cy@example.com (the role is withheld until its hold is approved)',
      'dan@example.com (the time of the role is over)',
    ])
    expect(late).not.toBe('')
    for (let index = 0; index < 4; index += 1) {
      const id = await acme.createUser(`more${index}`, { active: false })
      await acme.join((await acme.reader.groups.findByName('owners'))[0]!.id, id)
    }
    expect((await refusal()).split('These would be Owners: ')[1]?.split(', ')).toHaveLength(5)
  })
})

describe('what is odd about a resource', () => {
  const rolecall = withRolecall()

  it.each(['User', 'Group'] as const)(
    'is said of a %s once, again where it is another, and ends once',
    async (type) => {
      const acme = await rolecall().createOrganization()
      const ids = { User: await acme.createUser('ann'), Group: await acme.createGroup('staff') }
      const other = { User: await acme.createUser('bob'), Group: await acme.createGroup('crew') }[type]
      await acme.newEvents()
      const subject: FindingSubject = { type, id: ids[type] }
      const raise = (message: string, code = 'odd') =>
        change(acme.owner, (scope) => raiseFinding(scope, subject, { code, message }))
      const clear = (rule: string, of = subject) => change(acme.owner, (scope) => clearFinding(scope, of, rule))
      const path = `${type.toLowerCase()}s/${ids[type]}`
      const events = async () =>
        (await acme.newEvents())
          .filter(({ type: what }) => what.startsWith('Finding'))
          .map(({ data, subject: about, type: what }) => [what, about, data['code'], data['message']])
      expect([await raise('a'), await raise('a'), await raise('b'), await raise('a', 'even')]).toEqual([
        true,
        false,
        true,
        true,
      ])
      expect(await events()).toEqual([
        ['FindingRaised', path, 'odd', 'a'],
        ['FindingRaised', path, 'odd', 'b'],
        ['FindingRaised', path, 'even', 'a'],
      ])
      await clear('odd', { type, id: other })
      await clear('none')
      expect(await events()).toEqual([])
      await clear('odd')
      await clear('odd')
      expect(await events()).toEqual([['FindingCleared', path, 'odd', 'b']])
      expect(await raise('a', 'even')).toBe(false)
      expect(await raise('a')).toBe(true)
    },
  )
})

describe('a link to a subject of sign-in', () => {
  const rolecall = withRolecall()

  it('follows what is asked for, and tells who shares a subject with whom', async () => {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann', { externalId: 'a' })
    const linksOf = async (id: string) => (await acme.reader.identities.ofUsers([id])).map(({ subject }) => subject)
    const events = async () =>
      (await acme.newEvents())
        .filter(({ type }) => type.startsWith('Identity'))
        .map(({ data, type }) => [type, data['former'] ?? data['users'] ?? data['subject']])
    expect([await linksOf(ann), await events()]).toEqual([['a'], [['IdentityLinked', 'a']]])
    const bob = await acme.createUser('bob', { externalId: 'b' })
    expect(await events()).toEqual([['IdentityLinked', 'b']])
    await acme.patchUser(bob, { op: 'replace', path: 'externalId', value: 'a' })
    expect(await events()).toEqual([
      ['IdentityRelinked', 'b'],
      ['IdentityAmbiguous', [ann, bob]],
    ])
    expect(await linksOf(bob)).toEqual(['a'])
    await acme.patchUser(bob, { op: 'replace', path: 'displayName', value: 'Bob' })
    expect(await events()).toEqual([])
    await acme.patchUser(bob, { op: 'remove', path: 'externalId' })
    expect([await linksOf(bob), await linksOf(ann), await events()]).toEqual([[], ['a'], [['IdentityUnlinked', 'a']]])
  })
})

describe('a group within a group', () => {
  const rolecall = withRolecall()

  it('is named with the groups by which it would give something: three, and how many more', async () => {
    const acme = await rolecall().createOrganization()
    const names = ['one', 'two', 'three', 'four', 'five']
    await acme.putMapping(`scimGroupMappings: [${names.map((name) => entry(`scimGroup: ${name}`, name)).join(', ')}]`)
    const crew = await acme.createGroup('crew', [await acme.createUser('ann')], { externalId: 'crew at the provider' })
    const findings = async () => (await acme.memberOf('ann')).findings.map(({ message }) => message.split(': ')[1])
    for (const name of names.slice(0, 3)) await acme.createGroup(name, [crew])
    expect(await findings()).toEqual(['"crew" is in "one", "crew" is in "two", "crew" is in "three"'])
    await acme.createGroup('four', ['crew at the provider'])
    expect(await findings()).toEqual(['"crew" is in "one", "crew" is in "two", "crew" is in "three", and 1 more'])
    await acme.createGroup('five', [crew])
    expect(await findings()).toEqual(['"crew" is in "one", "crew" is in "two", "crew" is in "three", and 2 more'])
  })

  it('is looked for ten groups deep, and once where groups are in one another', async () => {
    const acme = await rolecall().createOrganization()
    await acme.putMapping(`scimGroupMappings: [${entry('scimGroup: top', 'sales')}]`)
    let inner = await acme.createGroup('g0', [await acme.createUser('ann')])
    const first = inner
    for (let depth = 1; depth < 10; depth += 1) inner = await acme.createGroup(`g${depth}`, [inner])
    await acme.join(first, inner)
    const top = await acme.createGroup('top', [inner])
    const findings = async () => (await acme.memberOf('ann')).findings.map(({ message }) => message.split(': ')[1])
    expect(await findings()).toEqual(['"g0" is in "top"'])
    await acme.leave(top, inner)
    await acme.join(top, await acme.createGroup('g10', [inner]))
    expect(await findings()).toEqual([])
  })
})
