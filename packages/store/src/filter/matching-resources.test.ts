import { checkFilter } from '@rolecall/core/scim/filter/check-filter'
import { parseFilter } from '@rolecall/core/scim/filter/parse-filter'
import { USER } from '@rolecall/core/scim/schema/user'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { describe, expect, it } from 'vitest'

import { postgresDialect } from '../postgres/postgres-dialect.ts'
import { sqliteDialect } from '../sqlite/sqlite-dialect.ts'
import { matchingResources } from './matching-resources.ts'
import { userSource } from './user-source.ts'

const value = `O'Neil? "x" ?? \\? :name $1`
const quoted = JSON.stringify(value)

describe.each([sqliteDialect, postgresDialect])('a select over resources in the words of $name', (dialect) => {
  function build(filter: string) {
    const tolerances = new Tolerances()
    const resolved = checkFilter(parseFilter(filter, tolerances), USER, tolerances)
    return matchingResources(dialect, userSource, 'acme', resolved).select('r.id').toSQL()
  }

  it.each([
    ['a column', `userName eq ${quoted}`, 1],
    ['JSON', `name.familyName co ${quoted}`, 1],
    ['a start, which is bound twice', `name.familyName sw ${quoted}`, 2],
    ['an element of a list', `phoneNumbers[type eq ${quoted} and value eq ${quoted}]`, 2],
    ['a look-up', `emails.value eq ${quoted}`, 1],
    ['related rows', `groups.display eq ${quoted}`, 1],
    ['all joined', `not (title eq ${quoted}) and (nickName eq ${quoted} or userName sw ${quoted})`, 4],
  ])('binds the values of %s, and has none of them in its text', (_, filter, times) => {
    const { bindings, sql } = build(filter)
    expect(sql).not.toMatch(/neil/i)
    expect(bindings.filter((binding) => String(binding).toLowerCase() === value.toLowerCase())).toHaveLength(times)
    expect(sql.match(/\?/g)).toHaveLength(bindings.length)
  })

  it('has one text for all values of a filter, so that it is prepared once', () => {
    expect(build('userName eq "ann"').sql).toBe(build('userName eq "bob"').sql)
  })
})
