import type { PluginHost } from '@rolecall/core/host/plugin-host'
import { startPlugins } from '@rolecall/core/host/start-plugins'
import { beforeAll, describe, expect, it } from 'vitest'

import { defaultPlugins } from '../src/bundled-plugins.ts'
import { withWords } from './corpus/library.ts'
import { playPure } from './shapes/play-pure.ts'
import { toComparable, toExpected, toRequest, urns, type ShapeCase } from './shapes/shape-case.ts'
import { readShapeRows, type ShapeRow } from './shapes/shape-rows.ts'

const words = { ...urns, ann: 'ann-1', bob: 'bob-2', eve: 'eve-3' }
const files = ['lists.yaml', 'names.yaml'].map((file) => ({ file, rows: withWords(readShapeRows(file), words) }))

const providers = [null, 'entra', 'okta', 'onelogin', 'jumpcloud', 'google', 'ping', 'keycloak', 'authentik']

function toCase(row: ShapeRow, verb: ShapeCase['verb']): ShapeCase {
  return { row, verb, members: [words.ann, words.bob], ownName: 'own' }
}

/** Each shape by each verb for each dialect: the same meaning for all, or refused and nothing done. */
describe('shapes of bodies', () => {
  let host: PluginHost
  beforeAll(async () => {
    host = await startPlugins(defaultPlugins(), { log: () => ({ info() {}, warn() {}, error() {} }) })
  })

  const cases = files.flatMap(({ file, rows }) =>
    rows.flatMap((row) => row.verbs.map((verb) => ({ title: `${file}: ${row.shape}, by ${verb}`, row, verb }))),
  )

  it.each(cases)('$title', ({ row, verb }) => {
    const one = toCase(row, verb)
    for (const provider of providers) {
      const { after, refused, tolerances } = playPure(
        host,
        { provider, strict: false },
        one,
        toRequest(one, { text: true }),
      )
      expect(refused, `from ${provider}`).toBe(row.refused)
      if (refused !== undefined) continue
      expect(toComparable(after, one), `from ${provider}`).toEqual(toExpected(one))
      expect(tolerances.recorded).toEqual(expect.arrayContaining(row.by))
      expect(tolerances.leftOut.map(({ path }) => path)).toEqual(row.leftOut)
    }
  })

  it.each(cases.filter(({ row }) => row.strict !== 'skipped'))('by a strict key: $title', ({ row, verb }) => {
    const one = toCase(row, verb)
    const { after, refused } = playPure(host, { provider: null, strict: true }, one, toRequest(one, { text: false }))
    // A remove with a value is none of the RFC; an operation without path is none of the interoperability profile.
    const foreign = (verb === 'remove' && row.value !== null) || verb.endsWith('without path')
    const wrong = row.strict === 'refused' || row.refused !== undefined || foreign
    expect(refused !== undefined).toBe(wrong)
    if (!wrong) expect(toComparable(after, one)).toEqual(toExpected(one))
  })

  it.each(cases.filter(({ row, verb }) => row.leftOut.length > 0 && ['replace', 'add', 'remove'].includes(verb)))(
    'nothing else in the request: $title',
    ({ row, verb }) => {
      const one = toCase(row, verb)
      const sender = { provider: null, strict: false }
      const { refused } = playPure(host, sender, one, toRequest(one, { text: true, alone: true }))
      expect(refused ?? 'done').toBe(row.alone)
    },
  )
})
