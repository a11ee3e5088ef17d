import { describe, expect, it } from 'vitest'

import { InvalidSyntax, InvalidValue } from '../errors.ts'
import { MAX_VALUES } from '../resource/parse-elements.ts'
import { USER } from '../schema/user.ts'
import { GROUP } from '../schema/group.ts'
import { Tolerances } from '../tolerance.ts'
import { applyPatch } from './apply-patch.ts'
import { MAX_MEMBER_FILTERS, splitMemberChanges } from './member-changes.ts'
import { MAX_OPERATIONS, parsePatch } from './parse-patch.ts'
import { MAX_VALUE_NAMES } from './patch-context.ts'

const tolerances = new Tolerances()
const parse = (Operations: readonly object[], type = USER) => parsePatch(type, { Operations }, tolerances)
const emails = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `a${index}@example.com` }))
const repeat = (count: number, operation: object) => Array.from({ length: count }, () => operation)
const apply = (data: object, ...operations: readonly object[]) =>
  applyPatch(USER, { userName: 'ann', ...data }, parse(operations), tolerances)

describe('what one PATCH may ask for', () => {
  it('is as much as people need', () => {
    expect(() => apply({}, { op: 'add', path: 'emails', value: emails(400) })).not.toThrow()
    const change = { op: 'replace', path: 'emails[type eq "work" and value co "a"].display', value: 'x' }
    const work = emails(200).map((email) => ({ ...email, type: 'work' }))
    expect(() => apply({ emails: work }, ...repeat(200, change))).not.toThrow()
  })

  it.each([
    ['many values at once', {}, [{ op: 'add', path: 'emails', value: emails(600) }]],
    ['many values one by one', {}, emails(1_000).map((email) => ({ op: 'add', path: 'emails', value: [email] }))],
    [
      'many filters on many values',
      { emails: emails(600) },
      repeat(600, { op: 'remove', path: 'emails[value eq "x"]' }),
    ],
    [
      'a long filter on many values',
      { emails: emails(600) },
      [
        {
          op: 'remove',
          path: `emails[${Array(450).fill('value eq "x"').join(' or ')}]`,
        },
      ],
    ],
  ])('refuses %s before beginning', (_, data, operations) => {
    const start = process.cpuUsage().user
    expect(() => apply(data, ...operations)).toThrow(InvalidValue)
    expect((process.cpuUsage().user - start) / 1_000).toBeLessThan(2_000)
  })

  it('does not count the members of a group, which are rows', () => {
    const operations = repeat(2_000, { op: 'add', path: 'members', value: emails(10) })
    const { operations: others } = splitMemberChanges(parse(operations, GROUP))
    expect(() => applyPatch(GROUP, { displayName: 'g' }, others, tolerances)).not.toThrow()
  })

  it('refuses more filters of members than can be read again and again', () => {
    const filter = { op: 'remove', path: 'members[type eq "Group"]' }
    expect(() => splitMemberChanges(parse(repeat(MAX_MEMBER_FILTERS, filter), GROUP))).not.toThrow()
    expect(() => splitMemberChanges(parse(repeat(MAX_MEMBER_FILTERS + 1, filter), GROUP))).toThrow(InvalidValue)
    const byValue = { op: 'remove', path: 'members[value eq "x"]' }
    expect(() => splitMemberChanges(parse(repeat(1_000, byValue), GROUP))).not.toThrow()
  })

  it('refuses an attribute that gets more values than MAX_VALUES, and lets one that has more be made less', () => {
    const most = emails(MAX_VALUES)
    const one = { value: 'one-more@example.com' }
    const tooMany = `emails: has ${MAX_VALUES + 1} values; at most ${MAX_VALUES} are allowed`
    expect(() => apply({}, { op: 'add', path: 'emails', value: [...most, one] })).toThrow(tooMany)
    expect(() => apply({}, { op: 'replace', value: { emails: [...most, one] } })).toThrow(tooMany)
    expect(() => apply({ emails: most.slice(1) }, { op: 'add', path: 'emails', value: [one] })).not.toThrow()
    expect(() => apply({ emails: most }, { op: 'add', path: 'emails', value: [one] })).toThrow(tooMany)
    expect(() => apply({ emails: most }, { op: 'add', path: 'emails[value eq "x"].type', value: 'x' })).toThrow(
      InvalidValue,
    )
    const remove = { op: 'remove', path: 'emails[value eq "a1@example.com"]' }
    expect(() => apply({ emails: emails(MAX_VALUES + 9) }, remove)).not.toThrow()
  })

  it('refuses more names in values than MAX_VALUE_NAMES', () => {
    const named = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, 1]))
    const withoutPath = { op: 'add', value: named(100) }
    const onName = { op: 'add', path: 'name', value: named(100) }
    for (const operation of [withoutPath, onName]) {
      expect(() => parse(repeat(MAX_VALUE_NAMES / 100, operation))).not.toThrow()
      expect(() => parse(repeat(MAX_VALUE_NAMES / 100 + 1, operation))).toThrow(`${MAX_VALUE_NAMES} names`)
    }
  })

  it('refuses more operations than MAX_OPERATIONS', () => {
    const operation = { op: 'replace', path: 'title', value: 'x' }
    expect(() => parse(repeat(MAX_OPERATIONS + 1, operation))).toThrow(InvalidSyntax)
    expect(parse(repeat(100, operation))).toHaveLength(100)
  })
})
