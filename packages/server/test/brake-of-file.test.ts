import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest } from './organization-under-test.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const path = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }
const entry = `scimGroupMappings:
  - { scimGroup: members, type: organizationRole, organizationRole: Member }
`
const limits = 'limits: { maxRevocations: 1, maxRevocationPercent: 10 }\n'
const none = 'scimGroupMappings: []\n'
const names = ['ann', 'bob', 'cid']

describe('a file against the brake in force', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => (rolecall = await startRolecallInMemory()))
  afterAll(() => rolecall.stop())

  /** Three people have a role by the mapping, of which one may be taken away. */
  async function prepare(text = entry + limits) {
    const organization = await createOrganizationUnderTest(rolecall)
    await organization.putMapping(text)
    const ids: string[] = []
    for (const name of names) ids.push(await organization.createUser(name))
    await organization.createGroup('members', ids)
    const { owner } = organization
    return {
      ...organization,
      put: (body: string, query = '', headers = yaml) => owner('PUT', path + query, { body, headers }),
      plan: (body: string, headers = yaml) => owner('POST', `${path}/plan`, { body, headers }),
      apply: (planId: string, wishes = {}) => owner('POST', `${path}/apply`, { body: { planId, ...wishes } }),
      async states() {
        const grants = await Promise.all(names.map((name) => organization.grantsOf(name)))
        return grants.flat().map((grant) => grant.split(' ').at(-1))
      },
    }
  }

  const empty = [
    ['an empty file', '', yaml],
    ['nothing but a comment', '# nothing\n', yaml],
    ['null', 'null\n', yaml],
    ['{}', '{}', yaml],
    ['{} of JSON', '{}', { 'content-type': 'application/json' }],
    ['null of JSON', 'null', { 'content-type': 'application/json' }],
  ] as const

  it.each(empty)('refuses %s, by PUT and by a plan, unless it is confirmed', async (_, text, headers) => {
    const { apply, owner, plan, put, states } = await prepare()
    const made = (await plan(text, headers)).body
    expect([made.rollbackTo, made.summary.removes, made.summary.held]).toEqual([null, 1, 2])
    expect(made.warnings).toMatchObject([{ code: 'EMPTY_MAPPING', line: 1 }])
    const answers = [await put(text, '', headers), await put(text, '?confirm=false', headers), await apply(made.planId)]
    for (const { body, status } of answers) expect([status, body.code]).toEqual([409, 'EMPTY_MAPPING'])
    expect(await states()).toEqual(['active', 'active', 'active'])
    expect((await owner('POST', `${path}/check`, { body: text, headers })).body).toMatchObject({
      valid: true,
      diagnostics: [{ severity: 'warning', code: 'EMPTY_MAPPING' }],
    })
    expect((await apply(made.planId, { confirm: true })).status).toBe(200)
    expect(await states()).toEqual([])
    expect((await put(text, '?confirm=true', headers)).status).toBe(200)
  })

  it.each([
    ['has lost its limits', none],
    ['loosens one limit', `${none}limits: { maxRevocations: 1, maxRevocationPercent: 100 }\n`],
    ['loosens both', `${none}limits: { maxRevocations: 50, maxRevocationPercent: 50 }\n`],
  ])('holds by the limits in force what a file takes away that %s', async (_, text) => {
    const { apply, openHolds, plan, put, states } = await prepare()
    const made = (await plan(text)).body
    expect([made.summary.removes, made.summary.held]).toEqual([1, 2])
    for (const refused of [await put(text), await apply(made.planId)]) {
      expect([refused.status, refused.body.code, refused.body.plan.held.length]).toEqual([409, 'BRAKE', 2])
    }
    expect((await put(text, '?confirm=false')).status).toBe(200)
    expect(await states()).toEqual(['retained', 'retained'])
    expect(await openHolds()).toMatchObject([
      { reason: expect.stringContaining('more than 1 roles and more than 10 %') },
    ])
  })

  it('holds by the limits of the new file where these are the stricter', async () => {
    const { put } = await prepare(`${entry}limits: { maxRevocations: 50, maxRevocationPercent: 50 }\n`)
    expect((await put(none + limits)).body.code).toBe('BRAKE')
  })

  it('does not brake by limits that neither has, nor after the file that has lost them is in force', async () => {
    const { put, states } = await prepare(entry)
    expect((await put(none)).status).toBe(200)
    expect(await states()).toEqual([])
  })

  it('plans the current mapping without a body, and goes back to no mapping where that is asked by its version', async () => {
    const { apply, owner, states } = await prepare(entry)
    for (const headers of [{}, { 'content-type': 'application/json' }]) {
      expect((await owner('POST', `${path}/plan`, { headers })).body.summary.removes).toBe(0)
    }
    const { body } = await owner('POST', `${path}/plan?version=0`)
    expect((await apply(body.planId)).status).toBe(200)
    expect(await states()).toEqual([])
  })
})
