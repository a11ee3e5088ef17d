import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'

import { createOutbound, type Outbound } from './create-outbound.ts'

const mebibyte = 1024 * 1024

let answer: RequestListener
const received: IncomingMessage[] = []
const http = createServer((request, response) => {
  received.push(request)
  answer(request, response)
})
let port: number
beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  port = (http.address() as AddressInfo).port
})
afterAll(() => {
  http.closeAllConnections()
  http.close()
})
beforeEach(() => {
  received.length = 0
  answer = (_, response) => response.end('{"a":1}')
})

const names: Readonly<Record<string, readonly string[]>> = {
  'idp.test': ['127.0.0.1'],
  'private.test': ['10.0.0.1'],
  'mixed.test': ['127.0.0.1', '10.0.0.1'],
  'mapped.test': ['::ffff:10.0.0.1'],
  'empty.test': [],
  'strange.test': ['not an address'],
}
const asked: string[] = []
const resolve = (host: string) => {
  asked.push(host)
  const found = names[host]
  return found === undefined ? Promise.reject(new Error(`ENOTFOUND ${host}`)) : Promise.resolve(found)
}
const outbound = (allow = ['127.0.0.1']): Outbound => createOutbound({ allow, resolve })

describe('a call', () => {
  it('reads JSON from the address that was checked, which no second look-up can change', async () => {
    asked.length = 0
    expect(await outbound().getJson(`http://idp.test:${port}/keys?a=b`, (json) => json)).toEqual({ a: 1 })
    expect(asked).toEqual(['idp.test'])
    expect(received.map(({ headers, url }) => [headers.host, url])).toEqual([[`idp.test:${port}`, '/keys?a=b']])
  })

  it('says nothing of the server, and offers no compression', async () => {
    await outbound().getJson(`http://127.0.0.1:${port}`, (json) => json)
    const { headers } = received[0] as IncomingMessage
    expect(headers).toEqual({
      host: `127.0.0.1:${port}`,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'rolecall',
      connection: 'close',
    })
  })

  it('takes an answer of one mebibyte', async () => {
    answer = (_, response) => response.end(`"${'x'.repeat(mebibyte - 2)}"`)
    expect(await outbound().getJson(`http://idp.test:${port}`, (json) => json)).toHaveLength(mebibyte - 2)
  })

  it('takes a host by its name, whatever addresses that has', async () => {
    expect(await outbound(['IDP.test']).getJson(`http://idp.test.:${port}`, () => 'read')).toBe('read')
  })
})

describe('a call that comes to nothing', () => {
  const limit = 5_000
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())

  const places: readonly (readonly [string, (text: number) => string])[] = [
    ['a private address', () => 'http://private.test/'],
    ['a name with one private address among others', (at) => `http://mixed.test:${at}/`],
    ['a private address in the clothes of IPv6', () => 'http://mapped.test/'],
    ['an address of metadata', () => 'http://169.254.169.254/latest/meta-data'],
    ['an address written as a number', () => 'http://2852039166/'],
    ['an address with zeros left out', () => 'http://[::ffff:a9fe:a9fe]/'],
    ['a loopback address that is not allowed', (at) => `http://127.0.0.2:${at}/`],
    ['a name without addresses', () => 'http://empty.test/'],
    ['a name that there is not', () => 'http://nowhere.test/'],
    ['a resolver that answers nonsense', () => 'http://strange.test/'],
    ['a port where nothing listens', () => 'http://127.0.0.1:1/'],
    ['what is no TLS', (at) => `https://127.0.0.1:${at}/`],
    ['what is no URL', () => 'nowhere'],
  ]

  const answers: readonly (readonly [string, RequestListener])[] = [
    ['an error', (_, response) => response.writeHead(500).end('{}')],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end('{}')],
    ['no content', (_, response) => response.writeHead(204).end()],
    ['no JSON', (_, response) => response.end('<html>')],
    ['nothing', (_, response) => response.end()],
    ['a byte too much', (_, response) => response.end(`"${'x'.repeat(mebibyte - 1)}"`)],
    ['more than there is', (_, response) => response.writeHead(200, { 'content-length': 2 * mebibyte }).end('{}')],
    ['no end', (_, response) => void response.write('['.repeat(1_000))],
    [
      'a bomb',
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify('x'.repeat(mebibyte)))),
    ],
    ['what can not be read', (_, response) => response.end('{"keys":1}')],
    [
      'another protocol',
      (request) => request.socket.write('HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    ],
    ['a cut connection', (request) => request.socket.destroy()],
    ['silence', () => {}],
  ]

  /** How a call ends, and whether it had ended before its time. */
  async function failureOf(url: string): Promise<readonly [boolean, unknown]> {
    let ended = false
    const read = (json: unknown) => {
      if (typeof json !== 'object' || json === null || 'keys' in json) throw new Error('no key set')
      return json
    }
    const end = outbound()
      .getJson(url, read)
      .then(
        () => undefined,
        (error: unknown) => error,
      )
      .finally(() => (ended = true))
    await vi.advanceTimersByTimeAsync(limit - 1)
    // What is on its way between the two ends of a connection has come when a later connection has.
    for (let turn = 0; turn < 5; turn++) await fetch(`http://127.0.0.1:${port}/`).catch(() => {})
    const early = ended
    await vi.advanceTimersByTimeAsync(1)
    return [early, await end]
  }

  it.each(places)('is refused at %s', async (_, toUrl) => {
    const [early, error] = await failureOf(toUrl(port))
    expect([early, String(error)]).toEqual([false, 'OutboundError: The other server could not be asked'])
  })

  it.each(answers)('ends in the same way with %s', async (_, listener) => {
    answer = (request, response) => {
      if (request.url === '/keys') listener(request, response)
      else response.end('{}')
    }
    const [early, error] = await failureOf(`http://idp.test:${port}/keys`)
    expect([early, String(error)]).toEqual([false, 'OutboundError: The other server could not be asked'])
    expect(received.filter(({ url }) => url !== '/').map(({ url }) => url)).toEqual(['/keys'])
  })

  it('reaches nobody where an address is refused', async () => {
    await failureOf(`http://mixed.test:${port}/keys`)
    expect(received.filter(({ url }) => url === '/keys')).toEqual([])
  })
})

describe('a delivery', () => {
  const deliver = () => outbound().post(`http://idp.test:${port}/sets`, { headers: {}, body: 'set' })

  it.each([
    ['that never ends', (response: ServerResponse) => void response.writeHead(202).write('{')],
    ['that is cut', (response: ServerResponse) => response.writeHead(202).write('{', () => response.destroy())],
    ['without end', (response: ServerResponse) => void response.writeHead(200).write('x'.repeat(mebibyte))],
  ])('that is taken is done, with an answer %s', async (_, say) => {
    answer = (_request, response) => say(response)
    expect((await deliver()).status).toBeLessThan(300)
  })

  it('that is refused says why', async () => {
    answer = (_, response) => response.writeHead(400, { 'retry-after': '5' }).end('{"err":"invalid_key"}')
    expect(await deliver()).toEqual({ status: 400, retryAfter: '5', body: '{"err":"invalid_key"}' })
  })
})

describe('check', () => {
  it.each(['http://10.0.0.1/', 'https://[::1]/', 'http://localhost:1/', 'https://2130706433/', 'https://0x7f.1/'])(
    'says that %s is not called',
    (url) => {
      expect(outbound([]).check('jwksUri', url)).toMatchObject([{ path: 'jwksUri' }])
    },
  )

  it.each(['https://idp.example/', 'https://8.8.8.8/', 'http://127.0.0.1/', 'no URL'])(
    'has nothing against %s',
    (url) => {
      expect(outbound().check('jwksUri', url)).toEqual([])
    },
  )
})
