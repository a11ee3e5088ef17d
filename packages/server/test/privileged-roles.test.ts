import { putTeamRoles } from '@rolecall/core/organization/team-roles'
import { createMappingCache } from '@rolecall/core/mapping/mapping-cache'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import { createDecider } from '@rolecall/rules/create-decider'
import { toOrganizationInMemory, type OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'

const byPattern = `scimGroupMappings:
  - scimGroupPattern: acme_(?<team>.+)_(?<role>.+)
    type: teamMemberRole
    teamId: \${team}
    teamMemberRole: \${role}
    privileged: true
  - { scimGroupPattern: 'editors_.*', type: teamMemberRole, teamId: sales, teamMemberRole: Editor }
  - scimGroupPattern: crew_(?<role>editor|member)
    type: teamMemberRole
    teamId: sales
    teamMemberRole: \${role}
roleRules:
  - id: doctors
    when: user.title eq "Dr"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: editor }]
`
const byName = 'scimGroupMappings: [{ scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]'
const privileged = [{ name: 'Owner' }, { name: 'Member' }, { name: 'Editor', privileged: true }]
const open = [{ name: 'Owner' }, { name: 'Member' }, { name: 'Editor' }]

describe('a role that is to become privileged', () => {
  let rolecall: RolecallInMemory
  let acme: OrganizationInMemory
  beforeAll(async () => (rolecall = await startInMemory({ plugins: bundledEntries() })))
  afterAll(() => rolecall.close())
  beforeEach(async () => (acme = await rolecall.createOrganization()))

  it('does not while the mapping gives it without a group: every entry is named by line and text', async () => {
    await acme.putMapping(byPattern)
    await expect(putTeamRoles(acme.owner, privileged)).rejects.toMatchObject({
      code: 'ROLE_IN_MAPPING',
      message: expect.stringContaining(
        'Editor by line 7 (scimGroupPattern: editors_.*), Editor by line 11 (scimGroupPattern: crew_(?<role>editor|member)), Editor by line 15 (user.title eq "Dr").',
      ),
    })
    expect((await acme.reader.teams.getCatalogue()).mode).toBe('default')
    expect((await putTeamRoles(acme.owner, open)).teamRoles).toHaveLength(3)
    await expect(putTeamRoles(acme.owner, privileged)).rejects.toMatchObject({ code: 'ROLE_IN_MAPPING' })
  })

  it('names ten entries, and counts the others', async () => {
    const entry = (number: number) =>
      `  - { scimGroupPattern: 'x${number}.*', type: teamMemberRole, teamId: sales, teamMemberRole: Editor }\n`
    await acme.putMapping(`scimGroupMappings:\n${Array.from({ length: 12 }, (_one, index) => entry(index)).join('')}`)
    await expect(putTeamRoles(acme.owner, privileged)).rejects.toThrow(
      /line 11 \(scimGroupPattern: x9\.\*\), and 2 more/,
    )
  })

  it('does where the mapping gives it by the name of a group alone, before any mapping, and where it was one already', async () => {
    await putTeamRoles(acme.owner, privileged)
    await putTeamRoles(acme.owner, 'default')
    await acme.putMapping(byName)
    await putTeamRoles(acme.owner, privileged)
    await acme.putMapping(byPattern, { evenIfRefused: true })
    expect((await putTeamRoles(acme.owner, [...privileged, { name: 'Crew' }])).teamRoles).toHaveLength(4)
  })

  it('does not by going back to the default catalogue', async () => {
    await putTeamRoles(acme.owner, [{ name: 'Owner', privileged: false }])
    await acme.putMapping(
      'scimGroupMappings: [{ scimGroupPattern: x.*, type: teamMemberRole, teamId: t, teamMemberRole: owner }]',
    )
    await expect(putTeamRoles(acme.owner, 'default')).rejects.toThrow(/Owner by line 1/)
  })

  it('does not while a mapping on trial gives it; the version before, which does, is asked about when it comes back', async () => {
    await acme.putMapping(byName)
    await acme.putMapping(byPattern, { commitWithin: 60_000 })
    await expect(putTeamRoles(acme.owner, privileged)).rejects.toMatchObject({ code: 'ROLE_IN_MAPPING' })
    await acme.putMapping(byPattern)
    await acme.putMapping(`${byName}\n`, { commitWithin: 60_000 })
    await putTeamRoles(acme.owner, privileged)
  })

  it('ends a plan that was made before', async () => {
    const plan = await acme.plan(byPattern)
    await putTeamRoles(acme.owner, privileged)
    await expect(acme.apply(plan)).rejects.toMatchObject({ code: 'PLAN_STALE' })
  })

  it('does not while the stored mapping does not compile, so that nobody can tell; others may change meanwhile', async () => {
    await acme.putMapping(byPattern)
    const mappings = createMappingCache(createDecider({ kinds: [], operators: [] }))
    const blind = toOrganizationInMemory({ ...rolecall.services, mappings }, acme.id)
    await expect(putTeamRoles(blind.owner, privileged)).rejects.toThrow(/does not compile.*\(Editor\)/)
    expect((await putTeamRoles(blind.owner, open)).teamRoles).toHaveLength(3)
  })

  it('is told of a default, which stands in no file', async () => {
    const giving = await startInMemory({ plugins: bundledEntries([everyone]) })
    const other = await giving.createOrganization()
    await expect(putTeamRoles(other.owner, privileged)).rejects.toThrow('Editor by a default (everyone:all)')
    await giving.close()
  })
})

/** A plugin whose section gives everybody a role where the file does not have it. */
const everyone: Plugin<undefined> = {
  name: 'everyone',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    mappings: [
      {
        section: 'everyone',
        summary: 'What everybody has.',
        facts: ['user'],
        effects: ['role'],
        defaultValue: ['Editor'],
        compile: () => [
          {
            id: 'everyone:all',
            line: 0,
            column: 0,
            when: { always: true },
            references: [{ kind: 'role', scope: 'team:sales', role: 'Editor', line: 0, column: 0 }],
            assign: () => [],
          },
        ],
      },
    ],
  }),
}
