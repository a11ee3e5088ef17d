import { afterEach, expect, it, vi } from 'vitest'

import type { Exchange } from './scim-client.ts'
import { createTokenClient } from './token-client.ts'

afterEach(() => void vi.unstubAllGlobals())

it.each([
  ['{"access_token":"t-1","scope":"scim"}', '{"access_token":"…","scope":"scim"}'],
  ['{"access_token":""}', '{"access_token":""}'],
  ['{"access_token":null}', '{"access_token":null}'],
  ['<html>access_token</html>', '<html>access_token</html>'],
  ['', ''],
])('shows of an answer what it says, and no token: %j', async (answer, shown) => {
  vi.stubGlobal('fetch', async () => new Response(answer))
  const exchanges: Exchange[] = []
  const access = { tokenUrl: 'https://sp.example/token', clientId: 'c', secret: 's-1', key: null }
  await createTokenClient(access, { timeoutMs: 9, onExchange: (one) => void exchanges.push(one) }).token('body')
  expect(exchanges).toEqual([
    expect.objectContaining({ sent: 'grant_type=client_credentials&client_id=c&client_secret=…', received: shown }),
  ])
})
