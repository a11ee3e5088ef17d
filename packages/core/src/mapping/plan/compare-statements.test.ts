import { expect, it } from 'vitest'

import type { CompiledMapping, MappingSection } from '../../decider.ts'
import { statingSections } from './compare-statements.ts'

const section = (name: string, more: Partial<MappingSection> = {}): MappingSection => ({
  name,
  effects: new Set(['role', 'finding']),
  facts: new Set(),
  reads: new Set(),
  states: true,
  fingerprint: 'one',
  ...more,
})

const stating = (before: readonly MappingSection[] | null, ...after: readonly MappingSection[]) => [
  ...statingSections(before === null ? null : ({ sections: before } as CompiledMapping), {
    sections: after,
  } as CompiledMapping),
]

it('asks a section for what it says beside roles where it has changed, or is new', () => {
  const changed = section('a', { fingerprint: 'two' })
  expect(stating([section('a')], section('a'))).toEqual([])
  expect(stating([section('a')], changed)).toEqual(['a'])
  expect(stating([section('b')], section('a'))).toEqual(['a'])
  expect(stating(null, section('a'))).toEqual(['a'])
})

it('asks one that says nothing beside roles where it did, or where nobody knows', () => {
  const silent = section('a', { fingerprint: 'two', states: false })
  expect(stating([section('a')], silent)).toEqual(['a'])
  expect(stating([section('a', { states: false })], silent)).toEqual([])
  expect(stating([section('a', { states: false })], section('a', { fingerprint: 'two' }))).toEqual(['a'])
  expect(stating([], silent)).toEqual(['a'])
})

it('asks none that can give roles alone, and always one that gives what is a plugin’s own', () => {
  expect(stating(null, section('a', { effects: new Set(['role']) }))).toEqual([])
  const own = section('a', { effects: new Set(['role', 'licence']), states: false })
  expect(stating([own], own)).toEqual(['a'])
  const any = section('a', { effects: 'any', states: false })
  expect(stating([any], any)).toEqual(['a'])
})
