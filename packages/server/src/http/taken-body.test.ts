import { Readable } from 'node:stream'
import type { IncomingMessage } from 'node:http'

import { expect, it } from 'vitest'

import { takenBody } from './taken-body.ts'

async function readOnce(kept: object): Promise<IncomingMessage> {
  const request = Readable.from([Buffer.from('{"a":1}')])
  for await (const _ of request) continue
  return Object.assign(request, kept) as unknown as IncomingMessage
}

it('leaves a body alone that nobody has read', () => {
  expect(takenBody(Readable.from(['x']) as unknown as IncomingMessage)).toBeUndefined()
})

it.each([
  { rawBody: Buffer.from('{"a":1}'), body: { a: 1 } },
  { body: Buffer.from('{"a":1}') },
  { body: '{"a":1}' },
  { rawBody: '{"a":1}' },
  { body: new TextEncoder().encode('{"a":1}') },
])('takes the bytes that were kept: %j', async (kept) => {
  expect(String(takenBody(await readOnce(kept)))).toBe('{"a":1}')
})

it.each([{}, { body: { a: 1 } }, { body: undefined }])('says what to do where only %j is left', async (kept) => {
  const request = await readOnce(kept)
  expect(() => takenBody(request)).toThrow(/Mount Rolecall before the parser/)
})
