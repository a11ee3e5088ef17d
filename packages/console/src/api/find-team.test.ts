import { describe, expect, it } from 'vitest'

import { teamAmong } from './find-team.ts'

const team = (id: string) => ({ id, name: id, type: 'Team', parent: null, description: null, people: 0 })

describe('a team among those that a search has found', () => {
  it.each([
    ['sales', ['sales-eu', 'Sales'], null, 'Sales'],
    ['sales', ['sales-eu'], null, null],
    // The page is full: it may be on the next one, and nobody may say that there is none.
    ['sales', ['a-sales', 'b-sales'], '/api/team-summaries?after=b-sales', undefined],
    ['sales', ['Sales'], '/api/team-summaries?after=sales', 'Sales'],
  ])('%s among %j', (id, found, next, expected) => {
    const among = teamAmong(id, { body: found.map(team), next })
    expect(among && among.id).toBe(expected)
  })
})
