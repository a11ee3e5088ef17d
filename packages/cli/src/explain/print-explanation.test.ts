import type { Explanation } from '@rolecall/core/directory/explanation'
import pc from 'picocolors'
import { expect, it } from 'vitest'

import { explanationLines } from './print-explanation.ts'

const member = { userId: 'u', emailAddress: 'ann@acme.example', displayName: 'Ann', status: 'active' } as const
const plain = pc.createColors(false)

it('says the answer first, then the way to each grant, condition by condition', () => {
  const explanation: Explanation = {
    member,
    scope: 'team:sales',
    role: 'Steward',
    effect: null,
    effects: [],
    at: null,
    effective: true,
    notes: [],
    whyNot: [],
    grants: [
      {
        scope: 'team:sales',
        role: 'Steward',
        source: 'mapping',
        state: 'active',
        effective: true,
        shown: true,
        reason: 'It is in force.',
        rule: 'roleRules:emea',
        line: 7,
        filled: [{ template: '${team}', text: 'Sales', values: [{ variable: 'team', value: 'Sales' }] }],
        group: 'Data stewards',
        groupId: 'g',
        groupNow: 'Data stewards',
        groupThen: 'stewards',
        mappingVersion: 2,
        since: '2027-01-01T00:00:00.000Z',
        expiresAt: null,
        mapping: { version: 2, created: '2027-01-01T00:00:00.000Z', authorKeyId: 'k', author: 'Owner' },
        cause: {
          kind: 'scim',
          time: '2027-01-02T00:00:00.000Z',
          requestId: 'r-1',
          keyId: 'p',
          keyName: 'Entra',
        },
        condition: {
          kind: 'all',
          result: true,
          text: '',
          parts: [
            { kind: 'group', result: true, text: 'group.displayName eq "stewards"', group: 'stewards' },
            { kind: 'comparison', result: true, text: 'user.title eq "boss"', fact: ['Boss'] },
          ],
        },
      },
    ],
  }
  expect(explanationLines(explanation, plain)).toEqual([
    'ann@acme.example (active) has Steward of team:sales',
    '',
    '✓ Steward of team:sales, by the mapping, active, shown',
    '  It is in force.',
    '  rule roleRules:emea (line 7), first given by version 2 of Owner, 2027-01-01T00:00:00.000Z',
    '  ${team} is "Sales": team is "Sales"',
    '  group "Data stewards", called "stewards" then',
    '  came 2027-01-02T00:00:00.000Z by "Entra", request r-1',
    '  ✓ all of',
    '    ✓ group.displayName eq "stewards"',
    '    ✓ user.title eq "boss"  ["Boss"]',
  ])
})

it('says what would give a role that the member lacks', () => {
  const explanation: Explanation = {
    member,
    scope: 'organization',
    role: 'Owner',
    effect: null,
    effects: [],
    at: null,
    effective: false,
    grants: [],
    notes: ['The member was invited by hand, and no provider has sent them yet.'],
    whyNot: [
      {
        rule: 'scimGroupMappings:owners/owner',
        line: 2,
        nearest: true,
        reasons: ['The member is not in the group "owners".'],
        condition: { kind: 'group', result: false, text: 'scimGroup: owners', group: 'owners' },
      },
    ],
  }
  expect(explanationLines(explanation, plain)).toEqual([
    'ann@acme.example (active) does not have Owner of organization',
    '  The member was invited by hand, and no provider has sent them yet.',
    '',
    'Rules that would give it',
    '✗ scimGroupMappings:owners/owner (line 2), the nearest',
    '  The member is not in the group "owners".',
    '  ✗ scimGroup: owners',
  ])
})

it('says what a plugin gives beside roles, with rule and write', () => {
  const way = { cause: null, mapping: null, expiresAt: null, state: 'active', effective: true } as const
  const given = { effect: 'licence', value: { sku: 'E5' }, reason: 'It is given.', ...way }
  const explanation: Explanation = {
    member,
    scope: null,
    role: null,
    effect: 'licence',
    at: null,
    effective: true,
    grants: [],
    notes: [],
    whyNot: [],
    effects: [
      {
        ...given,
        rule: 'roleRules:e5',
        line: 2,
        condition: { kind: 'group', result: true, text: 'group.displayName eq "leads"', group: 'leads' },
      },
      { ...given, rule: 'badges:titled', line: null, condition: null, expiresAt: '2027-01-01T00:00:00.000Z' },
      { ...given, rule: 'badges:new', line: null, condition: null, state: 'withheld', effective: false },
    ],
  }
  expect(explanationLines(explanation, plain)).toEqual([
    'ann@acme.example (active) has licence',
    '',
    '✓ licence {"sku":"E5"}, beside roles',
    '  It is given.',
    '  rule roleRules:e5 (line 2)',
    '  ✓ group.displayName eq "leads"',
    '',
    '✓ licence {"sku":"E5"}, beside roles, until 2027-01-01T00:00:00.000Z',
    '  It is given.',
    '  by badges:titled',
    '',
    '– licence {"sku":"E5"}, beside roles',
    '  It is given.',
    '  by badges:new',
  ])
})
