import { expect, it } from 'vitest'

import { createRate } from './rate.ts'

const acme = { organization: 'acme', key: 'one' }

it('takes so many requests of an organization in a second, by whatever key, and says when to come again', async () => {
  const rate = createRate(25)
  for (let index = 0; index < 25; index++) await rate.take({ ...acme, key: `key ${index}` })
  await expect(rate.take(acme)).rejects.toMatchObject({ status: 429, retryAfter: 1 })
  await rate.take({ organization: 'other', key: 'one' })
})

it('is no limit where none is configured, nor for whom nobody knows', async () => {
  for (const [rate, party] of [
    [createRate(undefined), acme],
    [createRate(25), { organization: null, key: 'x' }],
  ] as const) {
    for (let index = 0; index < 100; index++) await rate.take(party)
  }
})
