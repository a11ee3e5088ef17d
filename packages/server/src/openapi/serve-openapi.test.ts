import { expect, it, vi } from 'vitest'

import { serveOpenApi } from './serve-openapi.ts'

const description = { openapi: '3.1.0', paths: {} }

it('makes the description once, whoever asks', () => {
  const describe = vi.fn<() => object>(() => description)
  const serve = serveOpenApi(describe)
  expect(describe).not.toHaveBeenCalled()
  const first = serve({ host: 'a.example.com' })
  expect(JSON.parse(String(first.body))).toEqual({ ...description, servers: [{ url: '/' }] })
  expect(serve({ host: 'b.example.com' }).body).toBe(first.body)
  expect(describe).toHaveBeenCalledOnce()
})

it('answers 304 to whoever has it, by a strong ETag (RFC 9110 §13.1.2)', () => {
  const serve = serveOpenApi(() => description)
  const etag = String(serve({}).headers?.['ETag'])
  expect(etag).toMatch(/^"[\w-]+"$/)
  for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect(serve({ 'if-none-match': header })).toEqual({ status: 304, headers: serve({}).headers })
  expect(serve({ 'if-none-match': '"other"' }).status).toBe(200)
})
