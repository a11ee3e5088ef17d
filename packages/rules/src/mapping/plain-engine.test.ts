import type { Subject } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/mapping-kind'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { USER } from '@rolecall/core/scim/schema/user'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compileCondition } from '../condition/compile-condition.ts'
import { toOperators } from '../condition/operators.ts'
import { createDecider } from '../create-decider.ts'
import { fixedKind } from '../testing/kinds.ts'
import { runEngine } from './run-engine.ts'
import type { CompiledRule } from './compiled-rule.ts'

const groups = ['a', 'b', 'c', 'd', 'e']
const words = ['x', 'X', 'xy', 'ä', '']

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...groups).map((inGroup) => ({ inGroup })) },
  {
    weight: 1,
    arbitrary: fc.record({
      path: fc.constantFrom('title', 'emails.value', 'emails[type eq "work"].value'),
      operator: fc.constantFrom('eq', 'ne', 'sw', 'pr'),
      value: fc.constantFrom(...words),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ path: 'title', operator: 'eq', value: { path: 'emails.value' } }) },
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
    emails: fc.array(fc.record({ type: fc.constantFrom('work', 'home'), value: fc.constantFrom('x', 'xy', 'ä') }), {
      minLength: 1,
      maxLength: 2,
    }),
  },
  { requiredKeys: [] },
)

const subjects: fc.Arbitrary<readonly Subject[]> = fc
  .array(fc.record({ names: fc.subarray(groups), user }), { minLength: 1, maxLength: 6 })
  .map((people) =>
    people.map(({ names, user: data }, index) => ({
      id: `u${index}`,
      user: data,
      groups: names.map((name) => ({ id: name, nameKeys: [name], claims: [], facts: null })),
    })),
  )

/** What json-rules-engine says of all rules for one person: no index, nothing remembered. */
async function runAll(conditions: readonly Condition[], person: Subject): Promise<readonly number[]> {
  const rules = conditions.map((when, order): CompiledRule => ({
    section: 's',
    effects: [],
    definition: { id: String(order), line: 0, column: 0, when, assign: () => [] },
    condition: compileCondition(when, { operators: new Set(), userType: USER }),
    order,
  }))
  const paths = new Map(rules.flatMap((rule) => [...rule.condition.paths]))
  const facts = { groups: new Set(person.groups.flatMap(({ nameKeys }) => nameKeys)), user: person.user }
  return (await runEngine(rules, facts, { operators: toOperators([]), paths })).map(({ order }) => order)
}

it('decides what a plain run of the engine over all rules decides, with index and memory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(condition, { minLength: 1, maxLength: 8 }), subjects, async (conditions, people) => {
      const { mapping } = createDecider({
        kinds: [fixedKind('s', ['user', 'groups'], conditions)],
        operators: [],
      }).compile({ text: '', format: 'yaml' })
      // Twice, so that the second time everything is remembered.
      const { assignments } = await mapping!.decide([...people, ...people], new Set(['groups']))
      const expected = await Promise.all(
        people.map(async (person) => (await runAll(conditions, person)).map((rule) => ({ subject: person.id, rule }))),
      )
      expect(assignments.map(({ subject, value }) => ({ subject, rule: value['rule'] }))).toEqual(
        [...expected, ...expected].flat(),
      )
    }),
    { numRuns: 300 },
  )
})
