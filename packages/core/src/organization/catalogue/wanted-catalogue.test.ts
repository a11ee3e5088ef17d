import { describe, expect, it } from 'vitest'

import { UnprocessableError } from '../../errors.ts'
import { toWantedCatalogue, type CatalogueInput } from './wanted-catalogue.ts'

/** As many as a body has room for. */
const many = 20_000

function issuesOf(input: CatalogueInput) {
  try {
    toWantedCatalogue(input, new Map())
    return []
  } catch (error) {
    if (error instanceof UnprocessableError) return error.issues
    throw error
  }
}

const chain = (length: number, first: string | null) =>
  Array.from({ length }, (_, index) => ({ id: `t${index}`, parent: index === 0 ? first : `t${index - 1}` }))

describe('a wanted catalogue', () => {
  it('may have teams below each other as deep as one likes', () => {
    expect(toWantedCatalogue({ teamRoles: 'default', teams: chain(many, null) }, new Map()).teams.size).toBe(many)
  })

  it('says of each team of a circle that it would be above itself, and not of those below', () => {
    const teams = [...chain(3, 't2'), { id: 'below', parent: 't1' }, { id: 'lower', parent: 'below' }]
    expect(issuesOf({ teamRoles: 'default', teams }).map(({ path }) => path)).toEqual([
      'teams[0].parent',
      'teams[1].parent',
      'teams[2].parent',
    ])
    expect(issuesOf({ teamRoles: 'default', teams: chain(many, `t${many - 1}`) })).toHaveLength(100)
  })

  it('guesses what was meant for the first that are wrong, however many there are', () => {
    const teams = Array.from({ length: 1_000 }, (_, index) => ({
      id: `${index}`.padStart(500, 'x'),
      parent: `${index}`.padStart(500, 'y'),
    }))
    expect(issuesOf({ teamRoles: 'default', teams })).toHaveLength(100)
    const few = [{ id: 'sales' }, ...Array.from({ length: 50 }, (_, index) => ({ id: `t${index}`, parent: 'salse' }))]
    const guessed = issuesOf({ teamRoles: 'default', teams: few }).filter(({ message }) => message.includes('"sales"'))
    expect(guessed).toHaveLength(10)
  })

  it('has a thousand team roles at most', () => {
    const roles = (length: number) => Array.from({ length }, (_, index) => ({ name: `r${index}` }))
    expect(issuesOf({ teamRoles: roles(1_000), teams: [] })).toEqual([])
    expect(issuesOf({ teamRoles: roles(50_000), teams: [] })).toEqual([
      { path: 'team-roles', message: 'at most 1000 roles were expected, not 50000' },
    ])
  })
})
