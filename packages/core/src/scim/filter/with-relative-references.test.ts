import { describe, expect, it } from 'vitest'
import { GROUP } from '../schema/group.ts'
import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { checkFilter } from './check-filter.ts'
import { parseFilter } from './parse-filter.ts'
import { withRelativeReferences } from './with-relative-references.ts'

const BASE = 'https://acme.example/api/scim/v2'

const resolve = (text: string, type = USER) => checkFilter(parseFilter(text, new Tolerances()), type, new Tolerances())

describe('withRelativeReferences', () => {
  it.each([
    [`meta.location eq "${BASE}/Users/1"`, 'meta.location eq "/Users/1"', USER],
    [`not (title pr and groups.$ref eq "${BASE}/Groups/1")`, 'not (title pr and groups.$ref eq "/Groups/1")', USER],
    [`groups[$ref eq "${BASE}/Groups/1" or value eq "1"]`, 'groups[$ref eq "/Groups/1" or value eq "1"]', USER],
    [`members[$ref sw "${BASE}/Users"]`, 'members[$ref sw "/Users"]', GROUP],
    [`meta[location ew "/1"]`, 'meta[location ew "/1"]', USER],
    ['meta.location sw "https://acme"', 'meta.location sw ""', USER],
    ['meta.location co "acme.example"', 'meta.location co ""', USER],
    ['meta.location eq "https://acme.example"', 'meta.location eq "https://acme.example"', USER],
    [`profileUrl eq "${BASE}/Users/1"`, `profileUrl eq "${BASE}/Users/1"`, USER],
  ])('takes %s for %s', (text, relative, type) => {
    const made = withRelativeReferences(resolve(text, type), BASE)
    expect(withoutWritten(made)).toEqual(withoutWritten(resolve(relative, type)))
  })
})

function withoutWritten(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => (key === 'written' ? undefined : part)))
}
