import type { Condition } from '@rolecall/core/plugin/condition'
import type { FactDefinition, OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import fc from 'fast-check'
import { Engine } from 'json-rules-engine'
import { expect, it, vi } from 'vitest'
import { compileCondition } from '../condition/compile-condition.ts'
import { toOperators } from '../condition/operators.ts'
import { toWords } from '../vocabulary.ts'
import { decideConditions } from './decide-conditions.ts'
import { isSatisfied } from './is-satisfied.ts'
import { runEngine } from './run-engine.ts'

/** Words of a plugin that fail for some people. */
const isShort: OperatorDefinition = {
  name: 'isShort',
  summary: '',
  operand: 'none',
  evaluate(left) {
    if (left.includes('xy')) throw new Error('isShort fails')
    return left.every((value) => String(value).length < 2)
  },
}
const nickname: FactDefinition = {
  name: 'nickname',
  summary: '',
  of: 'user',
  type: 'string',
  valuesOf({ externalId }) {
    if (externalId === 'y') throw new Error('nickname fails')
    return externalId === undefined ? [] : [externalId]
  },
}
const words = toWords({ kinds: [], operators: [isShort], facts: [nickname] })
const operators = toOperators([isShort])

const value = fc.constantFrom('x', 'X', 'xy', 'y')
const comparison: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ path: fc.constantFrom('title', 'externalId'), operator: fc.constantFrom('eq', 'ne', 'co', 'pr'), value }),
  fc.record({ path: fc.constant(''), fact: fc.constant('nickname'), operator: fc.constantFrom('eq', 'sw'), value }),
  fc.constantFrom<Condition>(
    { path: 'title', operator: 'isShort', value: null },
    { path: 'title', operator: 'eq', value: { path: 'externalId' } },
    { of: 'group', path: 'displayName', operator: 'eq', value: 'x' },
    { inGroup: 'a' },
    { always: true },
  ),
)
const conditions: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    comparison,
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
})).node
const users: fc.Arbitrary<ResourceData> = fc.record({ title: value, externalId: value }, { requiredKeys: [] })

function toFacts(data: ResourceData): Record<string, unknown> {
  const groups = { names: new Set(data['title'] === 'x' ? ['a'] : []), elements: [] }
  return { always: true, groups, user: { data, form: 'sent' }, 'user:keys': { data, form: 'keys' } }
}

function compile(condition: Condition) {
  const { conditions: compiled, paths } = compileCondition(condition, words)
  return [compiled, { operators, paths }] as const
}

const failed = 'failed'

it('is what json-rules-engine says of a condition, and fails where that does', async () => {
  const seen = new Set<boolean | string>()
  await fc.assert(
    fc.asyncProperty(conditions, users, async (condition, user) => {
      const [compiled, parts] = compile(condition)
      const said = await runEngine([compiled], toFacts(user), parts).then(
        ([holds]) => holds ?? false,
        () => failed,
      )
      const own = (() => {
        try {
          return isSatisfied(compiled, toFacts(user), parts)
        } catch {
          return failed
        }
      })()
      expect(own).toBe(said)
      const decided = await Promise.resolve(decideConditions([compiled], toFacts(user), parts)).then(
        ([holds]) => holds,
        () => failed,
      )
      expect(decided).toBe(said)
      seen.add(own)
    }),
    { numRuns: 400 },
  )
  expect(seen).toEqual(new Set([true, false, failed]))
})

it('asks the engine of those alone whose comparisons hold', async () => {
  const [holding, parts] = compile({ always: true })
  const [refused] = compile({ not: { always: true } })
  const addRule = vi.spyOn(Engine.prototype, 'addRule')
  expect(await decideConditions([refused, holding, refused], toFacts({}), parts)).toEqual([false, true, false])
  expect(addRule).toHaveBeenCalledTimes(1)
  addRule.mockRestore()
})

it('leaves what a plugin computes to the engine, which computes it once, and says what is wrong', async () => {
  const evaluate = vi.spyOn(isShort, 'evaluate')
  const [compiled, parts] = compile({ all: [{ path: 'title', operator: 'isShort', value: null }] })
  expect(await decideConditions([compiled], toFacts({ title: 'x' }), parts)).toEqual([true])
  expect(evaluate).toHaveBeenCalledTimes(1)
  await expect(decideConditions([compiled], toFacts({ title: 'xy' }), parts)).rejects.toThrow('isShort fails')
  const [named, ofNames] = compile({ not: { path: '', fact: 'nickname', operator: 'eq', value: 'x' } })
  await expect(decideConditions([named], toFacts({ externalId: 'y' }), ofNames)).rejects.toThrow('nickname fails')
  evaluate.mockRestore()
})

it('lets others go on between many conditions', async () => {
  const [compiled, parts] = compile({ always: true })
  const many = Array.from({ length: 101 }, () => compiled)
  const clock = vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(21)
  let others = 0
  setImmediate(() => others++)
  expect(await decideConditions(many, toFacts({}), parts)).toEqual(many.map(() => true))
  expect(others).toBe(1)
  clock.mockRestore()
})
