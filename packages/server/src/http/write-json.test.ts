import { setImmediate as nextRound } from 'node:timers/promises'

import fc from 'fast-check'
import { expect, it } from 'vitest'

import { LongList } from '@rolecall/core/provisioning/query/long-list'

import { jsonInParts, writeJson } from './write-json.ts'

const list = (length: number) => Array.from({ length }, (_, value) => ({ value }))

it('writes in pieces what JSON.stringify writes (law)', async () => {
  const lists = fc.record({
    id: fc.string(),
    none: fc.constant(undefined),
    members: fc.oneof(fc.jsonValue(), fc.integer({ min: 0, max: 1_600 }).map(list)),
  })
  const bodies = fc.oneof(
    fc.jsonValue(),
    lists,
    fc.record({ totalResults: fc.nat(), Resources: fc.array(lists) }),
    fc.array(lists),
  )
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      expect(String(await writeJson(body, nextRound))).toBe(JSON.stringify(body))
    }),
    { numRuns: 200 },
  )
})

it.each([0, 1, 199, 200, 201, 400, 401])(
  'writes a list of %i elements, alone and within a resource',
  async (length) => {
    for (const body of [list(length), { members: list(length), a: 1 }, { Resources: [{ members: list(length) }, {}] }])
      expect(String(await writeJson(body, nextRound))).toBe(JSON.stringify(body))
  },
)

it('gives others their turn while it writes a long list', async () => {
  let turns = 0
  let isWritten = false
  const count = (): void => {
    turns += 1
    if (!isWritten) setImmediate(count)
  }
  setImmediate(count)
  await writeJson({ members: list(5_000) }, nextRound)
  isWritten = true
  expect(turns).toBeGreaterThan(5)
})

it('writes a long list where it stands, in the parts that it comes in (law)', async () => {
  const parts = fc.array(fc.array(fc.jsonValue(), { minLength: 1 }))
  const body = fc.record({ before: fc.jsonValue(), parts, after: fc.jsonValue() })
  const within = fc.constantFrom(
    (group: object): object => group,
    (group: object): object => ({ Resources: [{ id: 'a' }, group, group] }),
  )
  await fc.assert(
    fc.asyncProperty(body, within, async ({ after, before, parts: own }, wrap) => {
      const long = new LongList(async function* () {
        for (const [place, part] of own.entries())
          yield place % 2 === 0 ? (part as never[]) : JSON.stringify(part).slice(1, -1)
      })
      let text = ''
      for await (const piece of jsonInParts(wrap({ before, members: long, after }))) text += piece
      expect(text).toBe(JSON.stringify(wrap({ before, members: own.flat(), after })))
    }),
    { numRuns: 200 },
  )
})

it('refuses to write a long list at once', async () => {
  const members = new LongList(async function* () {})
  await expect(writeJson({ members }, nextRound)).rejects.toThrow('in parts')
})
