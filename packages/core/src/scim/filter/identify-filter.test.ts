import { expect, it } from 'vitest'

import { USER } from '../schema/user.ts'
import { Tolerances } from '../tolerance.ts'
import { checkFilter } from './check-filter.ts'
import { identifyFilter } from './identify-filter.ts'
import { parseFilter } from './parse-filter.ts'

const identify = (text: string) => {
  const tolerances = new Tolerances()
  return identifyFilter(checkFilter(parseFilter(text, tolerances), USER, tolerances))
}

it.each([
  ['userName sw "J"', 'username SW "j"'],
  ['emails[type eq "work" and value co "@"]', 'EMAILS[(TYPE eq "WORK") and value co "@"]'],
  ['meta.created gt "2026-01-01T01:00:00+01:00"', 'meta.created gt "2026-01-01T00:00:00Z"'],
  ['title ne "x"', 'not (title eq "X")'],
])('%s and %s are the same', (one, other) => {
  expect(identify(one)).toBe(identify(other))
})

it.each([
  ['externalId eq "a"', 'externalId eq "A"'],
  ['a', 'b'].map((value) => `title eq "${value}"`) as [string, string],
  ['title eq "1"', 'title sw "1"'],
  ['title eq "a" and active eq true or title pr', 'title eq "a" and (active eq true or title pr)'],
  ['not (title pr)', 'title pr'],
  ['emails[type eq "work"]', 'emails.type eq "work"'],
  ['title eq "a\\" and title eq \\"b"', 'title eq "a" and title eq "b"'],
])('%s and %s are not', (one, other) => {
  expect(identify(one)).not.toBe(identify(other))
})
