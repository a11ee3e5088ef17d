import { expect, it } from 'vitest'

import type { Group } from '../../api/types.ts'
import { arrangeGroups } from './arrange-groups.ts'

const group = (id: string, members: number, lastModified: string, gives = 0, unresolved = 0) =>
  ({ id, members, lastModified, unresolved, gives: Array.from({ length: gives }) }) as unknown as Group

const groups = [group('a', 1, '2026-01-03'), group('b', 9, '2026-01-01', 1), group('c', 9, '2026-01-02', 2, 1)]
const ids = (list: readonly Group[]) => list.map(({ id }) => id).join('')

it('shows the groups that are wanted, and keeps the order by name among equals', () => {
  expect(ids(arrangeGroups(groups, 'all', 'name'))).toBe('abc')
  expect(ids(arrangeGroups(groups, 'all', 'members'))).toBe('bca')
  expect(ids(arrangeGroups(groups, 'all', 'changed'))).toBe('acb')
  expect(ids(arrangeGroups(groups, 'giving', 'name'))).toBe('bc')
  expect(ids(arrangeGroups(groups, 'nothing', 'members'))).toBe('a')
  expect(ids(arrangeGroups(groups, 'unknown', 'changed'))).toBe('c')
  expect(arrangeGroups([], 'giving', 'members')).toEqual([])
})
