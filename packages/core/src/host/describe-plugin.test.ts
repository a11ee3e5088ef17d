import { expect, it } from 'vitest'

import { describePlugin } from './describe-plugin.ts'

const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

it('says of a plugin what it contributes, kind by kind, in its own words', () => {
  const contributions = {
    provider: { title: 'Acme ID', tolerances: {}, recognises: () => false },
    operators: [{ name: 'matches', evaluate: () => true }],
    hooks: { 'resource.link': async () => undefined },
    routes: [
      {
        method: 'GET',
        path: '/',
        summary: 'All of it',
        scope: 'organization_read',
        handle: async () => ({ status: 200 }),
      },
    ],
    panels: [{ name: 'p', title: 'Seats', summary: 'Who has one', place: 'page', read: async () => ({ parts: [] }) }],
  }
  expect(describePlugin({ name: 'acme', log, contributions: contributions as never })).toEqual({
    name: 'acme',
    contributions: [
      { kind: 'provider', name: 'Acme ID', summary: null },
      { kind: 'operator', name: 'matches', summary: null },
      { kind: 'hook', name: 'resource.link', summary: null },
      { kind: 'panel', name: 'Seats', summary: 'Who has one' },
      { kind: 'route', name: 'GET /plugins/acme', summary: 'All of it' },
    ],
  })
})

it('says of one that contributes nothing that it is there', () => {
  expect(describePlugin({ name: 'quiet', log, contributions: {} })).toEqual({ name: 'quiet', contributions: [] })
})
