import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'

import { verifyWebhook, WebhookError } from './verify-webhook.ts'

const secret = `whsec_${Buffer.from('a secret of 24 bytes, so.').toString('base64')}`
const other = `whsec_${Buffer.from('another one of 24 bytes..').toString('base64')}`
const sent = new Date('2026-11-30T08:00:00.000Z')
const now = sent.getTime()

/** What the server sends, signed by the library that it uses. */
function post(payload: string, by = [secret], at = sent) {
  return {
    'webhook-id': 'evt_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': by.map((one) => new Webhook(one).sign('evt_1', at, payload)).join(' '),
  }
}

describe('a webhook', () => {
  const payload = JSON.stringify({ id: '1-0', type: 'RoleGranted', data: { name: 'Ünï' } })

  it('is the event, by the headers of Node and by those of a Request, as text and as bytes', async () => {
    const headers = post(payload)
    const expected = { id: '1-0', type: 'RoleGranted', data: { name: 'Ünï' } }
    expect(await verifyWebhook(payload, headers, { secrets: secret, now })).toEqual(expected)
    expect(await verifyWebhook(Buffer.from(payload), new Headers(headers), { secrets: secret, now })).toEqual(expected)
  })

  it('is proven by any of its signatures and any of the secrets, while one is exchanged', async () => {
    const both = post(payload, [other, secret])
    for (const secrets of [secret, other, [other, secret], [secret]])
      expect(await verifyWebhook(payload, both, { secrets, now })).toHaveProperty('id')
    const old = post(payload, [secret])
    expect(await verifyWebhook(payload, old, { secrets: [other, secret], now })).toHaveProperty('id')
    await expect(verifyWebhook(payload, old, { secrets: other, now })).rejects.toThrow(WebhookError)
  })

  it('is what the library says of any body, and nothing that was changed by one bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.nat(), async (body, place) => {
        const headers = post(body)
        expect(await verifyWebhook(body, headers, { secrets: secret, now })).toEqual(JSON.parse(body))
        const changed = Buffer.from(body)
        changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ 1
        await expect(verifyWebhook(changed, headers, { secrets: secret, now })).rejects.toThrow(WebhookError)
      }),
      { numRuns: 50 },
    )
  })

  it.each([
    [-301, false],
    [-299, true],
    [299, true],
    [301, false],
  ])('that is %d seconds away is one of now: %s', async (seconds, expected) => {
    const taken = await verifyWebhook(payload, post(payload), { secrets: secret, now: now + seconds * 1_000 }).then(
      () => true,
      () => false,
    )
    expect(taken).toBe(expected)
    const always = { secrets: secret, now: now + seconds * 1_000, tolerance: 86_400 }
    expect(await verifyWebhook(payload, post(payload), always)).toHaveProperty('id')
  })

  it.each([
    ['webhook-id', 'evt_2'],
    ['webhook-id', ''],
    ['webhook-timestamp', '1e9'],
    ['webhook-timestamp', String(Math.floor(now / 1_000) + 1)],
    ['webhook-signature', 'v1,'],
    ['webhook-signature', 'v1,!!!'],
    ['webhook-signature', 'v2,AAAA'],
    ['webhook-signature', ''],
  ])('is refused with %s: %j', async (name, value) => {
    const headers = { ...post(payload), [name]: value }
    await expect(verifyWebhook(payload, headers, { secrets: secret, now })).rejects.toThrow(WebhookError)
  })

  it('is refused without a header, and with two where there is one', async () => {
    const { 'webhook-signature': signature, ...rest } = post(payload)
    await expect(verifyWebhook(payload, rest, { secrets: secret, now })).rejects.toThrow('webhook-signature is missing')
    const twice = { ...rest, 'webhook-signature': [signature, signature] }
    await expect(verifyWebhook(payload, twice, { secrets: secret, now })).rejects.toThrow(WebhookError)
  })

  it('has headers in any case, as some gateways hand them on, and in lists of one', async () => {
    const headers = post(payload)
    const named = { 'Webhook-Id': headers['webhook-id'], 'Webhook-Timestamp': headers['webhook-timestamp'] }
    const listed = { ...named, 'Webhook-Signature': [headers['webhook-signature']], Host: 'a' }
    expect(await verifyWebhook(payload, listed, { secrets: secret, now })).toHaveProperty('id')
    const twice = { ...headers, 'Webhook-Id': 'evt_2' }
    await expect(verifyWebhook(payload, twice, { secrets: secret, now })).rejects.toThrow('webhook-id is missing')
  })

  it.each([Number.NaN, -1])('is of another time where it may be %d seconds away', async (tolerance) => {
    const asked = { secrets: secret, now: now + 60_000, tolerance }
    await expect(verifyWebhook(payload, post(payload), asked)).rejects.toThrow('of another time')
  })

  it.each([{ id: '1-0' }, undefined, null, new ArrayBuffer(2)])('is not proven by %j', async (body) => {
    const parsed = verifyWebhook(body as never, post(payload), { secrets: secret, now })
    await expect(parsed).rejects.toThrow('nothing that a parser has made of it')
  })

  it.each([undefined as never, '', 'whsec_', 'whsec_%%%'])(
    'can not be proven by %j, which is no secret',
    async (none) => {
      await expect(verifyWebhook(payload, post(payload), { secrets: none, now })).rejects.toThrow(TypeError)
    },
  )
})
