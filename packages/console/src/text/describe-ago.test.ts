import { describe, expect, it } from 'vitest'

import { describeAgo } from './describe-ago.ts'

const [minute, hour, day] = [60, 3_600, 86_400]

describe('how long ago something was', () => {
  it.each([
    [-5, 'just now'],
    [-59, 'a moment ago'],
    [30, 'in a moment'],
    [-90, '1 minute ago'],
    [-hour + 1, '59 minutes ago'],
    [-day + 1, '23 hours ago'],
    // At one in the morning that is the day before yesterday.
    [-30 * hour, '1 day ago'],
    [-day, '1 day ago'],
    // From the first of March it is in January.
    [-44 * day, '1 month ago'],
    [-700 * day, '1 year ago'],
    [59.9 * minute, 'in 59 minutes'],
    [40 * hour, 'in 1 day'],
  ])('%d seconds from now: %s', (seconds, words) => {
    expect(describeAgo(seconds)).toBe(words)
  })
})
