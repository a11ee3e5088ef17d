import { expect, it } from 'vitest'
import { createDecider } from '../create-decider.ts'

const decider = createDecider({ kinds: [], operators: [] })

it.each<[string, object]>([
  ['', { authoritativeTeams: new Set(), createMissingTeams: false, limits: null }],
  ['teams:', { authoritativeTeams: new Set(), createMissingTeams: false, limits: null }],
  [
    'teams: { authoritative: [Sales, Ä], createMissing: true }',
    { authoritativeTeams: new Set(['sales', 'ä']), createMissingTeams: true, limits: null },
  ],
  ['teams: {}', { authoritativeTeams: new Set(), createMissingTeams: false, limits: null }],
  ['teams: { createMissing: false }', { authoritativeTeams: new Set(), createMissingTeams: false, limits: null }],
  [
    'limits: { maxRevocations: 0, maxRevocationPercent: 100 }',
    {
      authoritativeTeams: new Set(),
      createMissingTeams: false,
      limits: { maxRevocations: 0, maxRevocationPercent: 100 },
    },
  ],
])('of %j is %j', (text, policy) => {
  const { diagnostics, mapping } = decider.compile({ text, format: 'yaml' })
  const mistakes = diagnostics.map(({ code }) => code)
  if (text === 'teams:') expect(mistakes).toEqual(['WRONG_TYPE'])
  else expect([mistakes, mapping?.policy]).toEqual([[], policy])
})

it.each([
  ['limits: { maxRevocations: 1 }', '1:9 MISSING_KEY'],
  ['limits: { maxRevocationPercent: 1 }', '1:9 MISSING_KEY'],
  ['limits: 5', '1:9 WRONG_TYPE'],
  ['teams: 5', '1:8 WRONG_TYPE'],
  ['limits: { maxRevocations: -1, maxRevocationPercent: 5 }', '1:27 WRONG_TYPE'],
  ['limits: { maxRevocations: 1.5, maxRevocationPercent: 5 }', '1:27 WRONG_TYPE'],
  ['limits: { maxRevocations: 1, maxRevocationPercent: 101 }', '1:52 WRONG_TYPE'],
  ['limits: { maxRevocations: 1, maxRevocationPercent: x }', '1:52 WRONG_TYPE'],
  ['teams: { authoritative: [""] }', '1:26 EMPTY_TEXT'],
  ['teams: { authoritative: sales }', '1:25 WRONG_TYPE'],
  ['teams: { createMissing: yes please }', '1:25 WRONG_TYPE'],
  ['teams: { authoritativ: [] }', '1:10 UNKNOWN_KEY'],
])('refuses %s', (text, mistake) => {
  const { diagnostics, mapping } = decider.compile({ text, format: 'yaml' })
  expect([mapping, diagnostics.map(({ code, column, line }) => `${line}:${column} ${code}`)]).toEqual([null, [mistake]])
})
