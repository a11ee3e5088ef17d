import { expect, it } from 'vitest'

import { planOnce } from './plan-once.ts'

it('hides from SQLite what a limit is, in a text of ours and in one that is built, within others too', () => {
  expect(planOnce('SELECT id FROM users WHERE id > ? ORDER BY id LIMIT ?')).toBe(
    'SELECT id FROM users WHERE id > ? ORDER BY id LIMIT (? + 0)',
  )
  expect(planOnce('select * from (select id from users limit ? offset ?) as r limit ?')).toBe(
    'select * from (select id from users LIMIT (? + 0) offset ?) as r LIMIT (? + 0)',
  )
})

it('leaves alone a limit that is written out, and names that end like one', () => {
  const text = 'SELECT rate_limit FROM t WHERE rate_limit = ? LIMIT 1'
  expect(planOnce(text)).toBe(text)
})
