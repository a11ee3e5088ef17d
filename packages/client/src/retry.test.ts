import { describe, expect, it } from 'vitest'

import { NoAnswer } from './errors.ts'
import { createRetryingFetch, inTime, toPause, type RetryOptions } from './retry.ts'

/** Answers what is listed, one after another; an error is thrown. */
function script(answers: readonly (Response | Error)[], options?: RetryOptions) {
  const pauses: number[] = []
  const bodies: string[] = []
  const rest = [...answers]
  const pausing = { random: () => 1, wait: async (milliseconds: number) => void pauses.push(milliseconds) }
  const send = createRetryingFetch(
    async (request) => {
      bodies.push(await request.text())
      const next = rest.shift() ?? new Response('late')
      if (next instanceof Error) throw next
      return next
    },
    options,
    pausing,
  )
  const request = (method = 'GET', body?: string, signal?: AbortSignal) =>
    send(
      new Request('http://x.example/', { method, ...(body === undefined ? {} : { body }), ...(signal && { signal }) }),
    )
  return { pauses, bodies, request }
}

const busy = (after?: string) => new Response('', { status: 503, ...(after && { headers: { 'retry-after': after } }) })

describe('a request that fails for a reason that passes', () => {
  it('is sent again, with its body, after pauses that double', async () => {
    const { bodies, pauses, request } = script([busy(), new TypeError('refused'), busy(), new Response('done')])
    expect(await (await request('PUT', 'all of it')).text()).toBe('done')
    expect(pauses).toEqual([250, 500, 1_000])
    expect(bodies).toEqual(['all of it', 'all of it', 'all of it', 'all of it'])
  })

  it('is sent as often as is said, and then is what it is', async () => {
    const four = script([busy(), busy(), busy(), busy(), new Response('never')])
    expect((await four.request()).status).toBe(503)
    const once = script([new TypeError('refused')], { attempts: 1 })
    await expect(once.request()).rejects.toThrow(NoAnswer)
    expect(once.pauses).toEqual([])
  })

  it.each(['POST', 'PATCH'])('is not sent again by %s, which may do twice what is to be done once', async (method) => {
    expect((await script([busy()]).request(method, 'x')).status).toBe(503)
  })

  it('is sent again by POST where one is told that it may', async () => {
    const { request } = script([busy(), new Response('done')], { methods: ['POST'] })
    expect(await (await request('POST', 'x')).text()).toBe('done')
  })

  it('waits for as long as the server asks, and not at all where that is too long', async () => {
    const patient = script([busy('7'), new Response('done')])
    await patient.request()
    expect(patient.pauses).toEqual([7_000])
    const asked = script([busy('61')])
    expect((await asked.request()).status).toBe(503)
    expect(asked.pauses).toEqual([])
  })

  it.each([200, 400, 401, 404, 409, 412, 422, 500])('is not what %d says', async (status) => {
    const { pauses, request } = script([new Response('', { status })])
    expect((await request()).status).toBe(status)
    expect(pauses).toEqual([])
  })

  it('ends with its signal, also in a pause', async () => {
    const ended = new AbortController()
    const { request } = script([new TypeError('refused')])
    ended.abort(new Error('enough'))
    await expect(request('GET', undefined, ended.signal)).rejects.toThrow('enough')
    await expect(inTime.wait(1_000_000, ended.signal)).rejects.toThrow('enough')
    const later = new AbortController()
    const pause = inTime.wait(1_000_000, later.signal)
    later.abort(new Error('now'))
    await expect(pause).rejects.toThrow('now')
  })

  it('never waits longer than the longest, and never less than half of what it means', () => {
    for (let failures = 1; failures < 2_000; failures += 13) {
      expect(toPause(failures, 60_000, 1)).toBeLessThanOrEqual(60_000)
      expect(toPause(failures, 60_000, 0)).toBe(toPause(failures, 60_000, 1) / 2)
    }
  })
})
