import type { DirectoryView } from '@rolecall/core/decider'
import { defaultCatalogue } from '@rolecall/core/directory/role-catalogue'
import { createDecider } from '@rolecall/rules/create-decider'
import { describe, expect, it } from 'vitest'
import { groupMappings } from './group-mappings.ts'

const decider = createDecider({ kinds: [groupMappings], operators: [] })

describe('warnings about the organization', () => {
  const directory: DirectoryView = {
    now: '2026-03-01T08:00:00.000Z',
    known: {
      groups: ['Acme_Stewards', 'acme_staff'],
      teams: ['marketing'],
      teamRoles: defaultCatalogue.teamRoles.map(({ name }) => name),
    },
    teamKeys: new Set(['marketing']),
    catalogue: defaultCatalogue,
    alike: new Map(),
    groupIds: new Set(),
    groupNames: new Map([
      ['acme_stewards', 'Acme_Stewards'],
      ['acme_staff', 'acme_staff'],
    ]),
  }
  const warningsOf = async (text: string) => {
    const found = await decider.compile({ text, format: 'yaml' }).mapping?.checkAgainst(directory)
    return found?.map(({ severity, line, column, code, message }) => `${line}:${column} ${severity} ${code} ${message}`)
  }

  it('say which groups, teams and roles there are not, and which name differs by case', async () => {
    const text = `scimGroupMappings:
  - { scimGroup: acme_owners, type: organizationOwner }
  - { scimGroup: acme_stewards, type: teamMemberRole, teamId: Marketing, teamMemberRole: steward }
  - { scimGroup: acme_staff, type: teamMemberRole, teamId: sales, teamMemberRole: Stewart }
  - { scimGroup: acme_none, type: teamMemberRole, teamId: marketing, teamMemberRole: Editor }
  - { scimGroup: acme_new, type: teamMemberRole, teamId: marketing, teamMemberRole: Owner }
`
    expect(await warningsOf(text)).toEqual([
      "2:18 warning OWNER_GROUP_MISSING There is no group 'acme_owners' yet; whoever creates it in the provider decides who becomes owner.",
      "3:18 warning GROUP_CASE The group is called 'Acme_Stewards'; 'acme_stewards' differs from it only by case and matches all the same.",
      "4:60 warning UNKNOWN_TEAM There is no team 'sales' yet; the entry waits for it.",
      "4:83 warning UNKNOWN_ROLE The organization's team roles have no 'Stewart' (Owner, Approver, Editor, Steward, Member); the entry waits for it. Did you mean 'Steward'?",
      "5:18 warning UNKNOWN_GROUP There is no group 'acme_none' yet; the entry waits for it.",
      "6:18 warning OWNER_GROUP_MISSING There is no group 'acme_new' yet; whoever creates it in the provider decides who becomes owner.",
    ])
  })

  it('say which role is never shown, because the same group gives a higher one there', async () => {
    const text = `scimGroupMappings:
  - { scimGroup: acme_staff, type: teamMemberRole, teamId: marketing, teamMemberRole: Member }
  - { scimGroup: Acme_Stewards, type: teamMemberRole, teamId: marketing, teamMemberRole: Member }
  - { scimGroup: acme_staff, type: teamMemberRole, teamId: Marketing, teamMemberRole: Editor }
`
    expect(await warningsOf(text)).toEqual([
      "2:87 warning SHADOWED_ENTRY 'acme_staff' gives 'Editor' in line 4 for the same place; 'Member' is never the role shown.",
    ])
  })

  it('are none where everything is there', async () => {
    expect(
      await warningsOf(
        'scimGroupMappings: [{ scimGroup: acme_staff, type: teamMemberRole, teamId: MARKETING, teamMemberRole: editor }]',
      ),
    ).toEqual([])
  })
})
