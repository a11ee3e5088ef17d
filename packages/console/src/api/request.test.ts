import { afterEach, describe, expect, it, vi } from 'vitest'

import { request, signedOut } from './request.ts'

afterEach(() => void vi.unstubAllGlobals())

function answerWith(body: BodyInit | null, init: ResponseInit & { readonly type?: string } = {}): void {
  const { type = 'application/json', ...rest } = init
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { ...rest, headers: { 'content-type': type } })))
}

/** What comes of the connection ends in the middle of the answer. */
const cut = () =>
  new ReadableStream<Uint8Array>({
    pull(stream) {
      stream.enqueue(new TextEncoder().encode('[{"id":'))
      stream.error(new TypeError('network error'))
    },
  })

const proxyPage = '<!doctype html><title>Sign in to the network</title>'

describe('an answer', () => {
  it('that is cut in its middle is no answer, and what was sent may be done', async () => {
    answerWith(cut())
    await expect(request('/api/teams')).rejects.toThrow('The server can not be reached')
    answerWith(cut())
    await expect(request('/api/teams/a', { method: 'PUT' })).rejects.toThrow('The server did not answer')
  })

  it.each([undefined, 'application/yaml'])(
    'of something else than Rolecall is not taken for one (%s)',
    async (accept) => {
      answerWith(proxyPage, { type: 'text/html; charset=utf-8' })
      await expect(request('/api/overview', accept === undefined ? {} : { accept })).rejects.toThrow(
        'Something else than Rolecall has answered',
      )
    },
  )

  it('that is called JSON and is none is not taken for one', async () => {
    answerWith('<html>')
    await expect(request('/api/overview')).rejects.toThrow('Something else than Rolecall has answered')
  })

  it('of a proxy that refuses is told by its status', async () => {
    answerWith('<html>', { status: 503, type: 'text/html' })
    await expect(request('/api/overview')).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('503'),
    })
    answerWith('<html>', { status: 502 })
    await expect(request('/api/overview')).rejects.toMatchObject({
      status: 502,
      message: expect.stringContaining('502'),
    })
  })

  it('is a text where a text is asked for, a value otherwise, and nothing where there is none', async () => {
    answerWith('{"teams":[]}')
    expect((await request('/api/settings/scim-mapping', { accept: 'application/yaml' })).body).toBe('{"teams":[]}')
    answerWith('{"teams":[]}')
    expect((await request('/api/catalogue')).body).toEqual({ teams: [] })
    answerWith(null, { status: 204 })
    expect((await request('/api/teams/a', { method: 'DELETE' })).body).toBeUndefined()
  })

  it('that one is signed out ends the session, also where it is cut', async () => {
    let ended = 0
    const end = (): void => void (ended += 1)
    signedOut.addEventListener('signed-out', end)
    answerWith(cut(), { status: 401 })
    await expect(request('/api/teams')).rejects.toThrow('The server can not be reached')
    signedOut.removeEventListener('signed-out', end)
    expect(ended).toBe(1)
  })
})
