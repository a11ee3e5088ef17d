import type { Subject } from '@rolecall/core/decider'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { FactDefinition } from '@rolecall/core/plugin/mapping-kind'
import { describe, expect, it } from 'vitest'

import { createDecider } from '../create-decider.ts'
import { countingOperator, fixedKind } from '../testing/kinds.ts'

const title = (value: string): Condition => ({ path: 'title', operator: 'eq', value })
const active: Condition = { path: 'active', operator: 'eq', value: true }
const counted: Condition = { path: 'userName', operator: 'isCounted', value: null }

function compile(rules: readonly Condition[], facts: readonly FactDefinition[] = []) {
  const operator = { ...countingOperator('isCounted'), operand: 'none' as const }
  const calls: unknown[] = []
  const evaluate = (left: readonly unknown[]) => calls.push(...left) > 0
  const vocabulary = {
    kinds: [fixedKind('s', ['user', 'groups'], rules)],
    operators: [{ ...operator, evaluate }],
    facts,
  }
  const { mapping } = createDecider(vocabulary).compile({ text: '', format: 'yaml' })
  return { calls, decide: (people: readonly Subject[]) => mapping!.decide(people, new Set(['user', 'groups'])) }
}

const person = (userName: string, more: object, groups: Subject['groups'] = []): Subject => ({
  id: userName,
  user: { userName, ...more },
  groups,
})

const crowd = Array.from({ length: 50 }, (_, index) =>
  person(`p${index}`, { active: true, title: `title ${index}`, emails: [{ value: `e${index}` }, { value: 'all' }] }),
)

describe('a rule that compares an attribute with a text', () => {
  it.each<[string, Condition]>([
    ['alone with others', { all: [title('TITLE 7'), counted] }],
    ['beside what everybody has', { all: [active, title('title 7'), counted] }],
    ['within a list', { all: [{ any: [title('title 7'), { all: [active, title('title 7')] }] }, counted] }],
    ['with several values', { all: [{ path: 'emails.value', operator: 'eq', value: 'E7' }, counted] }],
  ])('is looked at for those who have it: %s', async (_where, rule) => {
    const others = Array.from({ length: 9 }, (_, index): Condition => ({ all: [active, title(`other ${index}`)] }))
    const { calls, decide } = compile([rule, ...others])
    const { assignments } = await decide(crowd)
    expect(assignments.map(({ subject, rule: id }) => [subject, id])).toEqual([['p7', 's:0']])
    expect(calls).toEqual(['p7'])
  })

  it('is looked at through a group for those who have it', async () => {
    const { calls, decide } = compile([{ all: [{ group: { name: 'a' } }, title('title 7'), counted] }])
    const groups = [{ id: 'g', nameKeys: ['a'], claims: [], facts: null }]
    const { assignments } = await decide(crowd.map((one) => ({ ...one, groups })))
    expect(assignments.map(({ subject }) => subject)).toEqual(['p7'])
    expect(calls).toEqual(['p7'])
  })

  it('is looked at for everybody where nothing needs the value', async () => {
    const { assignments } = await compile([
      { any: [title('title 7'), active] },
      { not: title('title 7') },
      { any: [title('title 7'), { not: title('title 7') }] },
    ]).decide(crowd)
    expect(assignments).toHaveLength(50 + 49 + 50)
  })

  it('is looked at for the title of a person, or for what is so of their group, whatever the person has of that', async () => {
    const rule: Condition = { any: [{ of: 'group', path: 'externalId', operator: 'eq', value: 'x' }, title('title 7')] }
    const facts = {
      displayName: 'g',
      externalId: 'x',
      data: { displayName: 'g' },
      member: { value: 'p', type: 'User', display: null },
    }
    const groups = [{ id: 'g', nameKeys: [], claims: [], facts }]
    const other = { ...groups[0]!, facts: { ...facts, externalId: 'y' } }
    const { decide } = compile([rule])
    const { assignments } = await decide([
      person('by group', { title: 'none' }, groups),
      person('by title', { title: 'title 7' }, [other]),
      person('by neither', { title: 'none', externalId: 'x' }, [other]),
    ])
    expect(assignments.map(({ subject }) => subject)).toEqual(['by group', 'by title'])
  })

  it('fails for those for whom the fact fails, and for nobody else', async () => {
    const fact: FactDefinition = {
      name: 'kind',
      summary: '',
      of: 'user',
      type: 'string',
      valuesOf({ title: text }) {
        if (text === 'title 9') throw new Error('kaboom')
        return ['plain']
      },
    }
    const rule: Condition = { path: '', fact: 'kind', operator: 'eq', value: 'plain' }
    const { assignments, failures } = await compile([rule, active], [fact]).decide(crowd)
    expect(failures.map(({ rule: id, subject }) => [subject, id])).toEqual([['p9', 's:0']])
    expect(assignments).toHaveLength(49 + 50)
  })
})
