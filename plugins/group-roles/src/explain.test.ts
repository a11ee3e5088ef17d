import type { ConditionTrace } from '@rolecall/core/directory/condition-trace'
import { expect, it } from 'vitest'
import { compile, groupOf } from './testing/decide.ts'

const mapping = compile(`scimGroupMappings:
  - { scimGroup: acme_owners, type: organizationOwner }
  - { scimGroupPattern: '^acme_(?<team>.+)_editors$', type: teamMemberRole, teamId: '\${team}', teamMemberRole: Editor }
roleRules:
  - id: lead
    when: >-
      group.displayName eq "acme_leads" and (user.title sw "Head"
      or not (user.emails[type eq "work"].value co "contractor"))
      and user.active eq true
    grant: [{ type: teamMemberRole, teamId: emea, teamMemberRole: Approver }]
`)

const ann = (groups: readonly string[], user = {}) => ({
  id: 'ann',
  user: { userName: 'ann@example.com', active: true, ...user },
  groups: groups.map((group) => groupOf(mapping, group)),
})

/** `result text @line:column (fact)`, each part below its whole. */
function shown(trace: ConditionTrace, depth = 0): readonly string[] {
  const fact = trace.kind === 'comparison' ? ` (${JSON.stringify(trace.fact)})` : ''
  const own = `${'  '.repeat(depth)}${trace.result ? '+' : '-'} ${trace.text} @${trace.line}:${trace.column}${fact}`
  const parts = trace.kind === 'not' ? [trace.part] : 'parts' in trace ? trace.parts : []
  return [own, ...parts.flatMap((part) => shown(part, depth + 1))]
}

it('tells of every rule whether it fires, through which group, and what it gives', async () => {
  const traces = await mapping.explain(ann(['acme_leads', 'acme_emea_editors']))
  expect(traces.map(({ fired, groupId, rule }) => [rule.id, rule.line, fired, groupId])).toEqual([
    ['scimGroupMappings:acme_owners/owner', 2, false, 'id of acme_leads'],
    ['scimGroupMappings:/pattern/^acme_(?<team>.+)_editors$/${team}/editor', 3, true, 'id of acme_emea_editors'],
    ['roleRules:lead', 5, true, 'id of acme_leads'],
  ])
  expect(traces[1]?.gives).toMatchObject([{ effect: 'role', value: { scope: 'team:emea', role: 'Editor' } }])
})

it('tells of every condition where it stands and which fact decided it', async () => {
  const emails = [{ type: 'work', value: 'ann@contractor.example' }]
  const [, , lead] = await mapping.explain(ann(['others', 'acme_leads'], { emails }))
  expect(lead).toMatchObject({ fired: false, groupId: 'id of acme_leads', gives: [] })
  expect(lead && shown(lead.condition)).toEqual([
    '- group.displayName eq "acme_leads" and (user.title sw "Head" or not (user.emails[type eq "work" and value co "contractor"])) and user.active eq true @7:7',
    '  + group.displayName eq "acme_leads" @7:7',
    '  - user.title sw "Head" or not (user.emails[type eq "work" and value co "contractor"]) @7:46',
    '    - user.title sw "Head" @7:46 (null)',
    '    - not (user.emails[type eq "work" and value co "contractor"]) @8:15',
    '      + user.emails[type eq "work" and value co "contractor"] @8:15 ({"type":"work","value":"ann@contractor.example"})',
    '  + user.active eq true @9:11 (true)',
  ])
})

it('explains somebody without groups', async () => {
  const traces = await mapping.explain(ann([]))
  expect(traces.map(({ fired, groupId }) => [fired, groupId])).toEqual([
    [false, null],
    [false, null],
    [false, null],
  ])
})
