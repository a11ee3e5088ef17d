import type { Subject, SubjectGroup } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { FactDefinition } from '@rolecall/core/plugin/mapping-kind'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toEngineFacts, toGroupsFact, type NameView } from '../condition/engine-facts.ts'
import { toOperators } from '../condition/operators.ts'
import { createDecider } from '../create-decider.ts'
import { compileNamePattern } from '../pattern/name-pattern.ts'
import { fixedKind } from '../testing/kinds.ts'
import { toWords } from '../vocabulary.ts'
import { compileParts, type CompiledParts } from './compiled-rule.ts'
import { runEngine } from './run-engine.ts'

const names = ['a', 'b', 'c', 'd']
const words = ['x', 'X', 'xy', 'ä', '']

/** Several values, which differ by case. */
const initials: FactDefinition = {
  name: 'initials',
  summary: '',
  of: 'user',
  type: 'string',
  caseExact: true,
  valuesOf: ({ title, externalId }) =>
    [title, externalId].flatMap((text) => (typeof text === 'string' ? [text.charAt(0)] : [])),
}

const setFilter = (text: string): Condition => ({ someGroup: parseFilter(text, new Tolerances({ strict: true })) })
const patterns = ['a|b', '.*1', '(?<first>.)2'].map((text): Condition => ({
  group: { pattern: compileNamePattern(text) },
}))

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom(...names).map((inGroup): Condition => ({ inGroup })),
  { weight: 3, arbitrary: fc.constantFrom(...names).map((name): Condition => ({ group: { name } })) },
  fc.constantFrom('g0', 'g1').map((id): Condition => ({ group: { id } })),
  fc.constantFrom(...patterns),
  fc.constantFrom(
    ...['display eq "a"', 'display ne "b"', 'value eq "g1"', 'display sw "c" and value pr'].map(setFilter),
  ),
  fc.constantFrom<Condition>(
    { of: 'group', path: 'displayName', operator: 'sw', value: 'a' },
    { of: 'group', path: 'externalId', operator: 'pr', value: null },
    { of: 'group', path: 'externalId', operator: 'eq', value: 'e1' },
    { of: 'group', path: 'externalId', operator: 'eq', value: 'E2' },
    { of: 'group', path: 'displayName', operator: 'eq', value: 'B1' },
    { of: 'member', path: 'type', operator: 'eq', value: 'user' },
    { path: 'externalId', operator: 'eq', value: 'x' },
    { path: 'externalId', operator: 'eq', value: 'X' },
    { path: 'active', operator: 'eq', value: true },
    { path: 'active', operator: 'ne', value: false },
    { path: 'title', operator: 'eq', value: null },
    { path: 'emails', operator: 'eq', value: 'XY' },
    { path: '', fact: 'initials', operator: 'eq', value: 'X' },
    { always: true },
  ),
  {
    weight: 4,
    arbitrary: fc.record({
      path: fc.constantFrom('title', 'emails.value', 'emails[type eq "work"].value'),
      operator: fc.constantFrom('eq', 'ne', 'sw', 'pr'),
      value: fc.constantFrom(...words),
    }),
  },
  fc.constant<Condition>({ path: 'title', operator: 'eq', value: { path: 'emails.value' } }),
)

const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node

const user: fc.Arbitrary<ResourceData> = fc.record(
  {
    title: fc.constantFrom('x', 'XY', 'Ä'),
    externalId: fc.constantFrom('x', 'X'),
    active: fc.boolean(),
    emails: fc.array(fc.record({ type: fc.constantFrom('work', 'home'), value: fc.constantFrom('x', 'xy', 'ä') }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
)

/** The groups of a directory: each name is bound to one of them at most, and claimed by others. */
const directory: fc.Arbitrary<readonly SubjectGroup[]> = fc
  .array(fc.record({ display: fc.constantFrom('a', 'b1', 'c2', 'D'), external: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((groups) =>
    fc.record({ bound: fc.array(fc.nat(groups.length - 1), { minLength: 4, maxLength: 4 }) }).map(({ bound }) =>
      groups.map(({ display, external }, index) => {
        const nameKeys = names.filter((_name, position) => bound[position] === index)
        const key = display.toLowerCase()
        return {
          id: `g${index}`,
          nameKeys,
          claims: names.includes(key) && !nameKeys.includes(key) ? [key] : [],
          facts: {
            displayName: display,
            externalId: external ? `e${index}` : null,
            data: { displayName: display },
            member: { value: 'v', type: 'User', display: null },
          },
        }
      }),
    ),
  )

const subjects: fc.Arbitrary<readonly Subject[]> = directory.chain((groups) =>
  fc
    .array(fc.record({ user, groups: fc.subarray([...groups]), type: fc.constantFrom('User', null) }), {
      minLength: 1,
      maxLength: 6,
    })
    .map((people) =>
      people.map((person, index) => ({
        id: `u${index}`,
        user: person.user,
        groups: person.groups.map((group) => ({
          ...group,
          facts: { ...group.facts!, member: { value: `v${index}`, type: person.type, display: null } },
        })),
      })),
    ),
)

/** What json-rules-engine says of all rules for one person and each membership: no index, no split, nothing remembered. */
async function runAll(conditions: readonly Condition[], person: Subject): Promise<readonly string[]> {
  const vocabulary = toWords({ kinds: [], operators: [], facts: [initials] })
  const rules = conditions.map((when) => compileParts(when, vocabulary))
  const paths = new Map(rules.flatMap(({ whole }) => [...whole.condition.paths]))
  const parts = { operators: toOperators([]), paths }
  const holds = async ({ whole }: CompiledParts, group: SubjectGroup | null, view: NameView) => {
    const facts = toEngineFacts(person, group, view, toGroupsFact(person, view))
    const [result] = await runEngine([whole.condition.conditions], facts, parts)
    return result ?? false
  }
  const fired: string[] = []
  for (const [order, rule] of rules.entries()) {
    const memberships = rule.scope === 'membership' ? person.groups : [null]
    for (const group of memberships) {
      if (await holds(rule, group, 'bound')) fired.push(`${order} ${group?.id ?? ''}`.trimEnd())
      else if (await holds(rule, group, 'claimed')) fired.push(`${order} ${group?.id ?? ''} claim`)
    }
  }
  return fired.sort()
}

it('decides what a plain run of the engine over all rules decides, with index, split and memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(condition, { minLength: 1, maxLength: 8 }), subjects, async (conditions, people) => {
      const { diagnostics, mapping } = createDecider({
        kinds: [fixedKind('s', ['user', 'groups'], conditions, 'by default too', 'role')],
        operators: [],
        facts: [initials],
      }).compile({ text: '', format: 'yaml' })
      expect(diagnostics).toEqual([])
      // Twice, so that the second time everything is remembered.
      for (const round of ['decided', 'remembered']) {
        const { assignments } = await mapping!.decide(people, new Set(['groups', 'user']))
        for (const person of people) {
          const fired = assignments
            .filter(({ subject }) => subject === person.id)
            .map(({ value: { group = '', rule, withheld } }) => [rule, group, withheld ?? ''].join(' ').trimEnd())
          const expected = await runAll(conditions, person)
          expect({ round, fired: fired.sort() }).toEqual({ round, fired: expected })
          const traces = (await mapping!.explain(person)).filter((trace) => trace.fired)
          const explained = traces.map(({ groupId, rule, withheld }) =>
            [rule.id.slice(2), groupId ?? '', withheld ?? ''].join(' ').trimEnd(),
          )
          expect(explained.sort()).toEqual(expected)
        }
      }
    }),
    { numRuns: 40 },
  )
}, 60_000)
