import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'

const scim = '/api/scim/v2'
const ann = { userName: 'ann@example.com' }
const names = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, index]))
const emails = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `a${index}@example.com` }))
const nobody = (count: number) => emails(count).map(({ value }) => ({ emailAddress: value, role: 'Editor' }))
const patch = (...Operations: readonly object[]) => ({ Operations })
const bulk = (data: object) => ({ Operations: [{ method: 'POST', path: '/Users', bulkId: 'a', data }] })
const nested = '['.repeat(1_000_000)

const tooManyNames = 'An object of the body has more than 1000 names'
const tooManyEmails = 'emails: has 1001 values; at most 1000 are allowed'
const tooDeep = 'The body is nested deeper than 64 levels'
const tooManyValues = 'The body has more than 600000 values'

/** Bodies within the limit of bytes that would cost far more than their bytes; each says by which limit it is refused. */
describe.each(eachDatabase)('a body that would hold up everybody, on $name', ({ create }) => {
  let rolecall: Rolecall
  let organization: TestOrganization
  let user: string

  beforeAll(async () => {
    rolecall = await startRolecall(create)
    organization = await rolecall.createOrganization('Acme')
    const provider = createClient(rolecall.url, organization.keys.scim)
    user = (await provider('POST', `${scim}/Users`, { body: ann })).body.id
  })
  afterAll(() => rolecall.stop())

  it.each([
    ['POST', '/Users', { ...ann, ...names(1_001) }, 400, tooManyNames],
    ['POST', '/Users', { ...ann, name: names(1_001) }, 400, tooManyNames],
    ['POST', '/Users', { ...ann, emails: emails(1_001) }, 400, tooManyEmails],
    ['POST', '/Users', { ...ann, emails: JSON.stringify(emails(1_001)) }, 400, tooManyEmails],
    ['POST', '/Users', { ...ann, emails: nested }, 400, tooDeep],
    ['POST', '/Users', nested, 400, tooDeep],
    ['POST', '/Users', `{"emails":[${'1,'.repeat(1_000_000)}1]}`, 413, tooManyValues],
    ['PUT', '/Users/:id', { ...ann, ...names(1_001) }, 400, tooManyNames],
    ['PUT', '/Users/:id', { ...ann, emails: emails(1_001) }, 400, tooManyEmails],
    ['PATCH', '/Users/:id', patch({ op: 'add', value: names(1_001) }), 400, tooManyNames],
    ['PATCH', '/Users/:id', patch({ op: 'add', path: 'name', value: names(1_001) }), 400, tooManyNames],
    ['PATCH', '/Users/:id', patch({ op: 'add', path: 'emails', value: emails(1_001) }), 400, tooManyEmails],
    ['PATCH', '/Users/:id', patch({ op: 'replace', value: { emails: emails(1_001) } }), 400, tooManyEmails],
    [
      'PATCH',
      '/Users/:id',
      patch(...Array.from({ length: 11 }, () => ({ op: 'add', value: names(1_000) }))),
      400,
      '10000 names',
    ],
    ['PATCH', '/Users/:id', patch({ op: 'add', path: 'x.'.repeat(1_000_000), value: 'x' }), 400, 'longer than 32768'],
    ['PATCH', '/Users/:id', patch({ op: 'add', value: { ['x.'.repeat(1_000_000)]: 'x' } }), 200, ann.userName],
    ['POST', '/Bulk', bulk({ ...ann, ...names(1_001) }), 400, tooManyNames],
    ['POST', '/Bulk', bulk({ ...ann, emails: emails(1_001) }), 200, tooManyEmails],
    ['POST', '/Users/.search', { attributes: Object.keys(names(1_001)) }, 400, "'attributes' has 1001 names"],
    ['POST', '/.search', names(1_001), 400, tooManyNames],
  ])('%s %s is refused by the limit that it exceeds (case %#)', async (method, path, body, status, detail) => {
    const provider = createClient(rolecall.url, organization.keys.scim)
    const reply = await provider(method, scim + path.replace(':id', user), { body })
    expect(reply).toMatchObject({ status, text: expect.stringContaining(detail) })
  })

  it.each([
    ['PUT', '/api/settings/organization', names(1_001), 400, tooManyNames],
    ['PUT', '/api/settings/organization', '['.repeat(60_000), 400, tooDeep],
    ['PUT', '/api/teams/t1', { members: Array(200_000).fill(1) }, 422, 'The body is not what this path understands'],
    ['PUT', '/api/teams/t1', { members: nobody(1_000) }, 422, 'Some members can not be set; nothing was applied'],
    ['POST', '/api/session', { key: 'x'.repeat(4_096) }, 413, 'The body must not be larger than 4096 bytes'],
  ])('%s %s of the management API, too (case %#)', async (method, path, body, status, detail) => {
    const owner = createClient(rolecall.url, organization.keys.organization)
    const reply = await owner(method, path, { body })
    expect(reply).toMatchObject({ status, body: { detail } })
    expect(reply.text.length).toBeLessThan(20_000)
  })
})
