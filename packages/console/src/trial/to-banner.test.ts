import { describe, expect, it } from 'vitest'

import { toBanner } from './to-banner.ts'

const version = (number: number, state: 'trial' | 'automatic' | 'kept' = 'kept') => ({
  version: number,
  confirmBy: state === 'trial' ? '2026-11-30T12:00:00.000Z' : null,
  automatic: state === 'automatic',
})
const settled = (by: number) => ({ sentence: 'It stays.', version: by })

describe('what stands above every page', () => {
  it.each([
    ['nothing before it is known', undefined, undefined, null],
    ['nothing of a version that stays', version(2), undefined, null],
    ['a trial', version(2, 'trial'), undefined, 'trial'],
    ['one that went back by itself', version(3, 'automatic'), undefined, 'taken-back'],
    ['that one has kept it, though the list does not say so yet', version(2, 'trial'), settled(2), 'settled'],
    ['that one has undone it, though the list does not say so yet', version(2, 'trial'), settled(3), 'settled'],
    ['what one has done as long as no other version has come', version(3), settled(3), 'settled'],
    ['the next trial, whatever one has done with the one before', version(3, 'trial'), settled(2), 'trial'],
    ['that the next one went back by itself', version(4, 'automatic'), settled(2), 'taken-back'],
    ['nothing of an earlier one when another has come to stay', version(3), settled(2), null],
  ] as const)('%s', (_, current, done, expected) => {
    expect(toBanner(current, done)).toBe(expected)
  })
})
