import { describe, expect, it } from 'vitest'

import { maySee, writtenTable } from './touched-tables.ts'

describe('which table a statement writes', () => {
  it.each([
    ['INSERT INTO users (id) VALUES (?)', 'users'],
    ['\n  insert into user_emails (a) SELECT 1', 'user_emails'],
    ['UPDATE organizations SET name = ? WHERE id = ?', 'organizations'],
    ['INSERT INTO notes VALUES (?)', 'all'],
    ['DELETE FROM user_emails WHERE user_id = ?', 'user_emails'],
    ['DELETE FROM users WHERE id = ?', 'all'],
    ['DELETE FROM groups WHERE id = ?', 'all'],
    ['DELETE FROM client_credentials WHERE id = ?', 'all'],
    ['WITH x AS (SELECT 1) UPDATE users SET version = 1', 'all'],
    ['UPDATE "users" SET version = 1', 'all'],
  ])('%s: %s', (sql, expected) => {
    expect(writtenTable(sql)).toBe(expected)
  })
})

describe('whether a read may see it', () => {
  const read = 'SELECT u.id FROM users u JOIN "group_members" m ON m.user_id = u.id'
  it.each([
    ['users', true],
    ['group_members', true],
    ['groups', false],
    ['user_emails', false],
    ['all', true],
  ] as const)('of %s: %s', (written, expected) => {
    expect(maySee(read, written)).toBe(expected)
  })
})
