import type { JsonObject } from '@rolecall/core/scim/resource/resource-data'
import { describe, expect, it } from 'vitest'
import { findDeviations, findForbidden, type Given } from './compare-roles.ts'
import type { Expectation } from './written-test.ts'

const role = (scope: string, name: string, line = 2): Given => ({
  effect: 'role',
  value: { scope, role: name },
  rule: { id: 'r', line },
})
const licence = (value: JsonObject): Given => ({ effect: 'licence', value, rule: { id: 'l', line: 3 } })

const expected = (part: {
  readonly organization?: readonly string[]
  readonly teams?: Readonly<Record<string, readonly string[]>>
  readonly licence?: readonly JsonObject[]
}): Expectation => ({
  organization: part.organization ?? [],
  teams: new Map(Object.entries(part.teams ?? {})),
  effects: new Map(part.licence === undefined ? [] : [['licence', part.licence]]),
})

describe('what a person of a test has, against all that is expected', () => {
  it.each<[string, Expectation, readonly Given[], readonly string[]]>([
    ['nothing, and nothing expected', expected({}), [], []],
    ['what is expected, whatever its case', expected({ organization: ['owner'] }), [role('organization', 'Owner')], []],
    [
      'a role by two rules',
      expected({ organization: ['Owner'] }),
      [role('organization', 'Owner'), role('organization', 'owner')],
      [],
    ],
    ['membership, which need not be said', expected({}), [role('organization', 'Member')], []],
    [
      'membership, which may be said',
      expected({ organization: ['Member', 'Owner'] }),
      [role('organization', 'Owner')],
      [],
    ],
    ['a team in another case', expected({ teams: { Sales: ['Editor'] } }), [role('team:sales', 'Editor')], []],
    [
      'Member of a team, which is a role',
      expected({}),
      [role('team:sales', 'Member')],
      ['expected team sales [], got [Member]: Member by rule r (line 2)'],
    ],
    ['a role that is missing', expected({ organization: ['Owner'] }), [], ['expected organization [Owner], got []']],
    [
      'one of two',
      expected({ teams: { sales: ['Editor', 'Steward'] } }),
      [role('team:sales', 'Editor')],
      ['expected team sales [Editor, Steward], got [Editor]'],
    ],
    [
      'more than is expected, told with the first rule that gave it',
      expected({ organization: ['Owner'] }),
      [role('organization', 'Owner'), role('organization', 'Guest', 0), role('organization', 'guest')],
      ['expected organization [Owner], got [Owner, Guest]: Guest by rule r (a default)'],
    ],
    [
      'a team that is not expected, after those that are',
      expected({ teams: { sales: ['Editor'] } }),
      [role('team:emea', 'Editor')],
      ['expected team sales [Editor], got []', 'expected team emea [], got [Editor]: Editor by rule r (line 2)'],
    ],
    [
      'an effect, by the parts that are named',
      expected({ licence: [{ sku: 'a' }] }),
      [licence({ sku: 'a', seats: 1 })],
      [],
    ],
    [
      'a part that is null where there is none',
      expected({ licence: [{ sku: 'a', seats: null }] }),
      [licence({ sku: 'a' })],
      [],
    ],
    [
      'another effect',
      expected({ licence: [{ sku: 'a' }] }),
      [licence({ sku: 'b' })],
      ['expected licence {"sku":"a"}, got none', 'expected no licence {"sku":"b"}, got it by rule l (line 3)'],
    ],
    [
      'an effect that nothing is said of',
      expected({}),
      [licence({ sku: 'b' })],
      ['expected no licence {"sku":"b"}, got it by rule l (line 3)'],
    ],
    ['an effect of a kind that tests do not know', expected({}), [{ ...licence({}), effect: 'other' }], []],
  ])('%s', (_what, expectation, given, problems) => {
    expect(findDeviations(expectation, given, ['licence'])).toEqual(problems)
  })
})

describe('what a person of a test has, though nobody should', () => {
  it.each<[string, Expectation, readonly Given[], readonly string[]]>([
    ['nothing', expected({ organization: ['Owner'], teams: { sales: ['Editor'] }, licence: [{}] }), [], []],
    [
      'a role of the organization',
      expected({ organization: ['owner'] }),
      [role('organization', 'Owner')],
      ['expected no organization [Owner], got it by rule r (line 2)'],
    ],
    ['another one', expected({ organization: ['Guest'] }), [role('organization', 'Owner')], []],
    [
      'a role of a team',
      expected({ teams: { Sales: ['editor'] } }),
      [role('team:sales', 'Editor')],
      ['expected no team Sales [Editor], got it by rule r (line 2)'],
    ],
    ['the same role in another team', expected({ teams: { sales: ['Editor'] } }), [role('team:emea', 'Editor')], []],
    [
      'a team called organization',
      expected({ teams: { organization: ['Owner'] } }),
      [role('organization', 'Owner')],
      [],
    ],
    [
      'a role in a team called organization',
      expected({ teams: { organization: ['Owner'] } }),
      [role('team:organization', 'Owner')],
      ['expected no team organization [Owner], got it by rule r (line 2)'],
    ],
    [
      'an effect',
      expected({ licence: [{ sku: 'a' }] }),
      [licence({ sku: 'a', seats: 1 }), licence({ sku: 'b' })],
      ['expected no licence {"sku":"a","seats":1}, got it by rule l (line 3)'],
    ],
    ['another kind of effect', expected({ licence: [{}] }), [role('organization', 'Owner')], []],
  ])('%s', (_what, expectation, given, problems) => {
    expect(findForbidden(expectation, given)).toEqual(problems)
  })
})
