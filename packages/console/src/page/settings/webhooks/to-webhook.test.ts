import { expect, it } from 'vitest'

import { toWebhook, type WebhookValues } from './to-webhook.ts'

const initial: WebhookValues = { displayName: 'Product', url: 'https://a.example/', types: 'RoleGranted' }

it.each<readonly [Partial<WebhookValues>, object]>([
  [{}, {}],
  [{ displayName: 'App' }, { displayName: 'App' }],
  [{ url: ' https://b.example/ ' }, { url: 'https://b.example/' }],
  [{ types: 'RoleGranted, RoleRevoked  TeamCreated' }, { types: ['RoleGranted', 'RoleRevoked', 'TeamCreated'] }],
  [{ types: ' ' }, { types: null }],
])('sends of a webhook only what is changed of it: %j', (changed, body) => {
  expect(toWebhook({ ...initial, ...changed }, initial)).toEqual(body)
})

it('sends all of a new one that is filled in', () => {
  const empty = { displayName: '', url: '', types: '' }
  expect(toWebhook({ ...empty, displayName: 'App', url: 'https://b.example/' }, empty)).toEqual({
    displayName: 'App',
    url: 'https://b.example/',
  })
})
