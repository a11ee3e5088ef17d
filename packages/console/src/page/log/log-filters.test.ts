import { describe, expect, it } from 'vitest'

import { toLogQuery } from './log-filters.ts'

const none = { q: '', outcome: '', about: '', of: '', range: '' }

describe('toLogQuery', () => {
  it.each([
    [{}, 'limit=50'],
    [{ q: 'ann & bob' }, 'limit=50&q=ann+%26+bob'],
    [{ outcome: 'refused' }, 'limit=50&outcome=refused'],
    [{ outcome: 'left-out' }, 'limit=50&leftOut=true'],
    [{ outcome: 'changed' }, 'limit=50&changed=true'],
    [{ about: 'Group' }, 'limit=50&resource=Group'],
    [{ about: 'Group', of: 'g-1' }, 'limit=50&resource=g-1'],
    [{ range: '720' }, 'limit=50'],
  ])('%j', (filters, expected) => {
    expect(toLogQuery({ ...none, ...filters })).toBe(expected)
  })
})
