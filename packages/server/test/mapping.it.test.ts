import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const mappingPath = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }

describe.each(eachDatabase)('the mapping over HTTP on $name', ({ create }) => {
  let rolecall: Rolecall
  beforeAll(async () => (rolecall = await startRolecall(create)))
  afterAll(() => rolecall.stop())

  async function start(): Promise<{ call: Client }> {
    const { keys } = await rolecall.createOrganization('Acme')
    return { call: createClient(rolecall.url, keys.organization) }
  }

  const text = '# who owns us\nscimGroupMappings:\n  - scimGroup: acme_owners\n    type: organizationOwner\n'

  it('is empty with the ETag "0" before the first', async () => {
    const { call } = await start()
    const { status, headers, text: body } = await call('GET', mappingPath)
    expect([status, headers.get('etag'), headers.get('content-type'), body]).toEqual([
      200,
      '"0"',
      'application/yaml',
      '',
    ])
    expect((await call('GET', mappingPath, { headers: { accept: 'application/json' } })).body).toEqual({})
  })

  it('comes back as it was written, and as JSON where that is asked for', async () => {
    const { call } = await start()
    const applied = await call('PUT', mappingPath, { body: text, headers: yaml })
    expect([applied.status, applied.headers.get('etag'), applied.body.version]).toEqual([200, '"1"', 1])
    const read = await call('GET', mappingPath)
    expect([read.text, read.headers.get('etag')]).toEqual([text, '"1"'])
    const json = await call('GET', mappingPath, { headers: { accept: 'application/json' } })
    expect(json.body).toEqual({ scimGroupMappings: [{ scimGroup: 'acme_owners', type: 'organizationOwner' }] })
  })

  it('takes JSON and gives it back', async () => {
    const { call } = await start()
    const body = { scimGroupMappings: [{ scimGroup: 'a', type: 'organizationOwner' }] }
    expect((await call('PUT', mappingPath, { body })).status).toBe(200)
    const read = await call('GET', mappingPath)
    expect([read.headers.get('content-type'), read.body]).toEqual(['application/json', body])
  })

  it('holds If-Match against the version, and without it the last one wins', async () => {
    const { call } = await start()
    const put = (headers: Record<string, string>, body: string) =>
      call('PUT', mappingPath, { body, headers: { ...yaml, ...headers } })
    expect((await put({ 'if-match': '"0"' }, text)).status).toBe(200)
    expect((await put({ 'if-match': '"0"' }, `${text}# 2\n`)).status).toBe(412)
    expect((await put({ 'if-match': 'W/"1"' }, `${text}# 2\n`)).status).toBe(412)
    expect((await put({ 'if-match': '"1"' }, `${text}# 3\n`)).body.version).toBe(2)
    expect((await put({}, `${text}# 4\n`)).body.version).toBe(3)
  })

  it('is refused with every diagnostic at its place, and nothing of it is applied', async () => {
    const { call } = await start()
    const wrong =
      'scimGroupMappings:\n  - scimGroup: a\n    type: organisationOwner\n  - scimGrop: b\n    type: organizationOwner\n'
    const reply = await call('PUT', mappingPath, { body: wrong, headers: yaml })
    expect([reply.status, reply.headers.get('content-type')]).toEqual([422, 'application/problem+json'])
    const lines = (reply.body.diagnostics as { line: number; code: string }[]).map(({ line }) => line)
    expect(lines).toEqual(expect.arrayContaining([3, 4]))
    expect((await call('GET', mappingPath)).headers.get('etag')).toBe('"0"')
    const check = await call('POST', `${mappingPath}/check`, { body: wrong, headers: yaml })
    expect([check.status, check.body.valid, check.body.diagnostics]).toEqual([200, false, reply.body.diagnostics])
  })

  it('is checked without being applied', async () => {
    const { call } = await start()
    const check = await call('POST', `${mappingPath}/check`, { body: text, headers: yaml })
    expect(check.body.valid).toBe(true)
    expect((await call('GET', mappingPath)).headers.get('etag')).toBe('"0"')
  })

  it('does not understand another media type', async () => {
    const { call } = await start()
    expect((await call('PUT', mappingPath, { body: text, headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })
})
