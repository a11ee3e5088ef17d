import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { RequestSigns } from '@rolecall/core/plugin/provider-dialect'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Providers } from '@rolecall/core/host/providers'

import { defaultPlugins } from './bundled-plugins.ts'

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User'
const nothing: RequestSigns = { userAgent: 'node', query: '', body: undefined }
const patch = (operation: object) => ({ body: { Operations: [operation] } })

describe('the bundled providers', () => {
  let providers: Providers
  beforeAll(async () => {
    const log = () => ({ info() {}, warn() {}, error() {} })
    providers = (await startPlugins(defaultPlugins(), { log })).providers
  })

  it.each<[string | undefined, Partial<RequestSigns>]>([
    ['entra', { query: 'aadOptscim062020' }],
    ['entra', { query: 'attributes=id&AADOPTSCIM062020' }],
    ['entra', { body: { schemas: ['http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'] } }],
    ['entra', patch({ op: 'Add', path: 'members', value: [] })],
    ['okta', { userAgent: 'Okta SCIM Client 1.0.0' }],
    ['onelogin', { userAgent: '', body: { schemas: ['urn:scim:schemas:core:1.0'] } }],
    ['onelogin', { userAgent: 'OneLogin' }],
    ['jumpcloud', { userAgent: 'JumpCloud-SCIM/1' }],
    ['google', { body: { schemas: ['urn:scim:schemas:core:1.0', CORE] } }],
    ['ping', { query: 'filter=username%20Eq%20%22ann%22' }],
    ['ping', { query: 'count=1&filter=email+Co+%22ann%22' }],
    ['ping', { userAgent: 'PingFederate/12' }],
    ['keycloak', patch({ op: 'REMOVE', path: 'members', value: null })],
    ['keycloak', { userAgent: 'keycloak-scim' }],
    ['authentik', { userAgent: 'authentik@2026.2.1' }],
    ['authentik', patch({ op: 'replace', path: null, value: {} })],
    [undefined, {}],
    [undefined, { userAgent: '' }],
    [undefined, { query: 'filter=userName eq "Eq Co"', body: { schemas: [CORE] } }],
    [undefined, patch({ op: 'remove', path: 'members' })],
    [undefined, { body: 'text' }],
    [undefined, { body: { schemas: 'urn:scim:schemas:core:1.0', Operations: { op: 'Add' } } }],
  ])('recognise %s by %j', (name, signs) => {
    expect(providers.guess({ ...nothing, ...signs })).toBe(name)
  })

  it('have a sentence for each tolerance, and no two of them one name', () => {
    for (const [name, summary] of providers.tolerances) {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(summary.length).toBeGreaterThan(10)
    }
  })
})
