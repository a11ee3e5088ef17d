import { countWaiting } from '@rolecall/core/roles/view-waiting'
import { describe, expect, it } from 'vitest'

import { withRolecall } from './with-rolecall.ts'

const byTitle = `roleRules:
  - id: titles
    when: user.active eq true
    grant: [{ type: teamMemberRole, teamId: 'acme-\${user.title}', teamMemberRole: Editor }]
`
const plain = `roleRules:
  - id: titles
    when: user.active eq true
    grant: [{ type: teamMemberRole, teamId: acme-sales, teamMemberRole: Editor }]
`
const empty = {
  code: 'empty-value',
  message: "'acme-${user.title}' gives nothing: 'user.title' is empty.",
}

describe('a template over an attribute', () => {
  const rolecall = withRolecall()

  async function createAcme() {
    const acme = await rolecall().createOrganization()
    const ann = await acme.createUser('ann', { title: 'Sales' })
    const bob = await acme.createUser('bob')
    await acme.putTeam('acme-sales')
    const findingsOf = async (name: string) => (await acme.memberOf(name)).findings
    const titleOf = (id: string, value: string) => acme.patchUser(id, { op: 'replace', path: 'title', value })
    return { ...acme, ann, bob, findingsOf, titleOf }
  }

  it('is told of where it finds nothing to say, and when it does', async () => {
    const acme = await createAcme()
    const findings = async () =>
      (await acme.newEvents())
        .filter(({ type }) => type.startsWith('Finding'))
        .map(({ data, subject, type }) => [type, subject, data['code']])
    await acme.putMapping(byTitle)
    expect(await findings()).toEqual([['FindingRaised', `users/${acme.bob}`, 'empty-value']])
    await acme.titleOf(acme.ann, 'Ops')
    expect(await findings()).toEqual([])
    await acme.titleOf(acme.bob, 'Sales')
    expect(await findings()).toEqual([['FindingCleared', `users/${acme.bob}`, 'empty-value']])
  })

  it('is planned, applied, verified and explained alike', async () => {
    const acme = await createAcme()
    const plan = await acme.plan(byTitle)
    expect(plan.adds).toMatchObject([{ emailAddress: 'ann@example.com', scope: 'team:acme-sales', role: 'Editor' }])
    await acme.apply(plan)
    expect([await acme.grantsOf('ann'), await acme.grantsOf('bob')]).toEqual([['team:acme-sales Editor active'], []])
    expect(await acme.verify()).toEqual([])
    expect((await acme.plan(null)).summary).toMatchObject({ people: 0 })
    expect((await acme.explain('ann', { scope: 'team:acme-sales' })).grants).toMatchObject([
      {
        filled: [
          {
            template: 'acme-${user.title}',
            text: 'acme-Sales',
            values: [{ variable: 'user.title', value: 'Sales' }],
          },
        ],
      },
    ])
  })

  it('says of a team that there is not that the role waits for it, until it exists', async () => {
    const acme = await createAcme()
    await acme.titleOf(acme.ann, 'Ops')
    await acme.putMapping(`${byTitle.replace('Editor }]', 'Editor }, { type: teamMemberRole, teamId: later, teamMemberRole: Editor }]')}
scimGroupMappings:
  - { scimGroupPattern: ^(?<team>.+)-stewards$, type: teamMemberRole, teamId: '\${team}', teamMemberRole: Steward }
`)
    await acme.createGroup('North-stewards', [acme.ann])
    const message = (team: string, role: string) => `There is no team "${team}", and ${role} waits for it`
    expect(await acme.findingsOf('ann')).toEqual([
      { code: 'unknown-team', message: message('acme-Ops', 'Editor by roleRules:titles') },
      {
        code: 'unknown-team',
        message: message('North', 'Steward by scimGroupMappings:/pattern/^(?<team>.+)-stewards$/${team}/steward'),
      },
    ])
    const waiting = () => countWaiting(rolecall().services, acme.reader)
    expect(await waiting()).toBe(1)
    await acme.titleOf(acme.bob, 'Ops')
    expect(await waiting()).toBe(2)
    await acme.putTeam('acme-ops')
    await acme.putTeam('north')
    expect(await waiting()).toBe(0)
    // The file names it: its check says so, once and not of everybody.
    expect([await acme.findingsOf('ann'), await acme.grantsOf('ann')]).toEqual([
      [],
      ['team:acme-ops Editor active', 'team:later Editor waiting', 'team:north Steward active'],
    ])
  })

  it('says once of an empty value that it gives nothing, until there is one', async () => {
    const acme = await createAcme()
    await acme.putMapping(byTitle)
    const events = async () =>
      (await acme.newEvents()).filter(({ type }) => type.startsWith('Finding')).map(({ type }) => type)
    expect(await acme.findingsOf('bob')).toMatchObject([empty])
    expect(await events()).toEqual(['FindingRaised'])
    await acme.patchUser(acme.bob, { op: 'replace', path: 'nickName', value: 'b' })
    expect(await events()).toEqual([])
    expect((await acme.explain('bob', { scope: 'team:acme-sales' })).whyNot).toMatchObject([
      { nearest: true, reasons: [`It holds, and ${empty.message}`] },
    ])
    await acme.titleOf(acme.bob, 'sales')
    expect([await acme.grantsOf('bob'), await acme.findingsOf('bob')]).toEqual([['team:acme-sales Editor active'], []])
    expect(await events()).toEqual(['FindingCleared'])
    await acme.patchUser(acme.bob, { op: 'remove', path: 'title' })
    expect([await acme.grantsOf('bob'), await acme.verify()]).toEqual([[], []])
    expect(await acme.findingsOf('bob')).toHaveLength(1)
  })

  it('says nothing any more when the rule has no template', async () => {
    const acme = await createAcme()
    await acme.putMapping(byTitle)
    const plan = await acme.plan(plain)
    await acme.apply(plan)
    expect(await acme.findingsOf('bob')).toEqual([])
    expect(await acme.verify()).toEqual([])
  })

  it('waits for a team that nobody has made, and names the value', async () => {
    const acme = await createAcme()
    await acme.putMapping(byTitle)
    await acme.titleOf(acme.ann, 'Ops')
    expect(await acme.grantsOf('ann')).toEqual(['team:acme-ops Editor waiting'])
    expect((await acme.explain('ann', { scope: 'team:acme-sales' })).whyNot).toMatchObject([
      { reasons: ['It holds and gives another role: Editor of team:acme-ops.'] },
    ])
    await acme.putTeam('ACME-Ops')
    expect(await acme.grantsOf('ann')).toEqual(['team:ACME-Ops Editor active'])
  })

  it('of a pattern is explained with what the name of the group has filled it with', async () => {
    const acme = await createAcme()
    await acme.putMapping(`scimGroupMappings:
  - { scimGroupPattern: '^(?<team>.+) (?<role>steward|editor)s$', type: teamMemberRole, teamId: 'Acme-\${team}', teamMemberRole: '\${role}' }
`)
    await acme.createGroup('Sales Stewards', [acme.ann])
    expect((await acme.explain('ann')).grants).toMatchObject([
      {
        filled: [
          { template: 'Acme-${team}', text: 'Acme-Sales', values: [{ variable: 'team', value: 'Sales' }] },
          { template: '${role}', text: 'Steward', values: [{ variable: 'role', value: 'Steward' }] },
        ],
      },
    ])
  })
})
