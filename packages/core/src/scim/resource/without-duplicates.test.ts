import { describe, expect, it } from 'vitest'
import { defineAttribute } from '../schema/attribute-definition.ts'
import { USER_SCHEMA } from '../schema/user.ts'
import type { Json } from './resource-data.ts'
import { withoutDuplicates } from './without-duplicates.ts'

const named = (name: string) => USER_SCHEMA.attributes.find((attribute) => attribute.name === name) as never
const emails = (values: readonly Json[]) => withoutDuplicates(named('emails'), values)
const addresses = (values: readonly Json[]) => withoutDuplicates(named('addresses'), values)
const A = { value: 'a@x', type: 'work' }

describe('withoutDuplicates (RFC 7643 §2.4)', () => {
  it('answers the very same list where every value is one of its own', () => {
    const values = [A, { value: 'a@x', type: 'home' }, { value: 'b@x', type: 'work' }, { value: 'a@x' }]
    expect(emails(values)).toBe(values)
  })

  it('keeps the first of the same value and type, without regard to case, and what a later one adds', () => {
    expect(emails([A, { type: 'home', value: 'b@x' }, { type: 'WORK', value: 'A@X', display: 'Ann' }])).toEqual([
      { value: 'A@X', type: 'WORK', display: 'Ann' },
      { type: 'home', value: 'b@x' },
    ])
  })

  it('keeps the very same value where a later one adds nothing', () => {
    expect(emails([A, { ...A }])[0]).toBe(A)
  })

  it('compares all that is said where there is no value', () => {
    const berlin = { type: 'work', locality: 'Berlin' }
    expect(addresses([berlin, { locality: 'Berlin', type: 'work' }])).toEqual([berlin])
    expect(addresses([berlin, { ...berlin, country: 'DE' }])).toHaveLength(2)
  })

  it('compares plain values as the attribute is compared', () => {
    const tags = defineAttribute('tags', '', { multiValued: true })
    expect(withoutDuplicates(tags, ['a', 'B', 'A', 'b'])).toEqual(['a', 'B'])
    expect(withoutDuplicates({ ...tags, caseExact: true }, ['a', 'A', 'a'])).toEqual(['a', 'A'])
    expect(withoutDuplicates({ ...tags, type: 'integer' }, [1, 2, 1])).toEqual([1, 2])
  })
})
