import type { OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import type { Condition } from '@rolecall/core/plugin/condition'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'
import { fixedKind } from '../testing/kinds.ts'

/** Whether the condition holds for the user. */
async function decideOne(
  condition: Condition,
  user: ResourceData,
  operators: readonly OperatorDefinition[] = [],
): Promise<boolean> {
  const { mapping } = createDecider({ kinds: [fixedKind('s', ['user'], [condition])], operators }).compile({
    text: '',
    format: 'yaml',
  })
  const decision = await mapping?.decide([{ id: 'ann', user, groups: [] }], new Set(['user']))
  return decision?.assignments.length === 1
}

describe('comparisons (RFC 7644 §3.4.2.2)', () => {
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const user: ResourceData = {
    userName: 'Ann@Example.com',
    externalId: 'AbC',
    active: true,
    title: 'Ärztin',
    name: { givenName: 'Ann' },
    emails: [
      { type: 'work', value: 'ann@example.com', primary: true },
      { type: 'home', value: 'ann@home.example' },
    ],
    [enterprise]: { department: 'EMEA Sales', manager: { value: 'u9' } },
  }

  const holds = (condition: Condition) => decideOne(condition, user)

  it.each<[string, string, unknown, boolean]>([
    ['userName', 'eq', 'ann@EXAMPLE.com', true],
    ['userName', 'ne', 'ann@EXAMPLE.com', false],
    ['externalId', 'eq', 'AbC', true],
    ['externalId', 'eq', 'abc', false],
    ['title', 'eq', 'ÄRZTIN', true],
    ['title', 'sw', 'är', true],
    ['title', 'ew', 'TIN', true],
    ['title', 'co', 'rzt', true],
    ['title', 'gt', 'a', true],
    ['title', 'le', 'a', false],
    ['active', 'eq', true, true],
    ['active', 'eq', false, false],
    ['active', 'ne', false, true],
    ['nickName', 'eq', 'x', false],
    ['nickName', 'ne', 'x', true],
    ['nickName', 'pr', null, false],
    ['nickName', 'eq', null, true],
    ['name', 'pr', null, true],
    ['name.givenName', 'eq', 'ann', true],
    ['NAME.GIVENNAME', 'eq', 'ann', true],
    ['emails', 'eq', 'ANN@home.example', true],
    ['emails.value', 'eq', 'ANN@home.example', true],
    ['emails[type eq "work"].value', 'eq', 'ann@home.example', false],
    ['emails[type eq "HOME" and value co "home"].value', 'eq', 'ann@home.example', true],
    ['emails[type eq "home"]', 'eq', 'ann@home.example', true],
    ['emails[primary eq true].type', 'eq', 'work', true],
    [`${enterprise}:department`, 'sw', 'emea', true],
    [`${enterprise}:manager`, 'eq', 'u9', true],
    [`${enterprise}:costCenter`, 'pr', null, false],
  ])('%s %s %j is %s', async (path, operator, value, expected) => {
    expect(await holds({ path, operator, value: value as string })).toBe(expected)
  })

  it('compare two attributes, any value with any', async () => {
    expect(await holds({ path: 'userName', operator: 'eq', value: { path: 'emails.value' } })).toBe(true)
    expect(await holds({ path: 'userName', operator: 'eq', value: { path: 'emails[type eq "home"].value' } })).toBe(
      false,
    )
    expect(await holds({ path: 'title', operator: 'ne', value: { path: 'userName' } })).toBe(true)
    expect(await holds({ path: 'nickName', operator: 'eq', value: { path: 'profileUrl' } })).toBe(false)
  })

  it('give contributed operators both sides as they were sent', async () => {
    const seen: unknown[] = []
    const operator = { name: 'sees', evaluate: (...sides: unknown[]) => (seen.push(sides), false) }
    const sees = (path: string, value: unknown): Condition => ({ path, operator: 'sees', value: value as string })
    const any = {
      any: [
        sees('userName', 'X'),
        sees('nickName', ['a', 1]),
        sees('emails[type eq "work"]', { path: 'emails.value' }),
        sees('active', null),
      ],
    }
    await decideOne(any, user, [operator])
    expect(seen).toEqual([
      [['Ann@Example.com'], ['X']],
      [[], ['a', 1]],
      [[{ type: 'work', value: 'ann@example.com', primary: true }], ['ann@example.com', 'ann@home.example']],
      [[true], []],
    ])
  })

  it('never take a constant for a fact of the engine', async () => {
    const seen: unknown[] = []
    const operator = { name: 'sees', evaluate: (_left: unknown, right: unknown) => (seen.push(right), false) }
    const value = { fact: 'groups' }
    await decideOne({ path: 'title', operator: 'sees', value }, user, [operator])
    expect(seen).toEqual([[value]])
  })
})
