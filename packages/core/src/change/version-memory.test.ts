import { describe, expect, it } from 'vitest'

import { VersionMemory } from './version-memory.ts'

describe('VersionMemory', () => {
  it('knows the version that was remembered last, and no other', () => {
    const memory = new VersionMemory<string>()
    memory.remember('a', 1, 'one')
    expect([memory.find('a', 1), memory.find('a', 2), memory.find('b', 1)]).toEqual(['one', undefined, undefined])
    memory.remember('a', 2, 'two')
    expect([memory.find('a', 1), memory.find('a', 2)]).toEqual([undefined, 'two'])
  })

  it('forgets the organization that was not asked about longest', () => {
    const memory = new VersionMemory<string>(() => 1, 2)
    memory.remember('a', 1, 'a')
    memory.remember('b', 1, 'b')
    memory.find('a', 1)
    memory.remember('c', 1, 'c')
    expect(['a', 'b', 'c'].map((id) => memory.find(id, 1))).toEqual(['a', undefined, 'c'])
  })

  it('remembers fewer that are large, and the last one however large it is', () => {
    const memory = new VersionMemory<number>((size) => size, 10)
    const known = () => ['a', 'b', 'c', 'd'].filter((id) => memory.find(id, 1) !== undefined)
    memory.remember('a', 1, 4)
    memory.remember('b', 1, 4)
    memory.remember('c', 1, 2)
    expect(known()).toEqual(['a', 'b', 'c'])
    memory.remember('d', 1, 5)
    expect(known()).toEqual(['c', 'd'])
    memory.remember('a', 1, 99)
    expect(known()).toEqual(['a'])
    memory.remember('a', 1, 5)
    memory.remember('b', 1, 5)
    expect(known()).toEqual(['a', 'b'])
  })
})
