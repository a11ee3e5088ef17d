import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createOrganizationUnderTest, day, takeClock, type TestClock } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const code = 'left-out'
const users = '/api/scim/v2/Users'
const groups = '/api/scim/v2/Groups'

interface Entry {
  readonly leftOut: readonly { readonly path: string; readonly why: string }[]
}

describe.each(eachDatabase)('what a 2xx did not do, on $name', ({ create }) => {
  let rolecall: Rolecall
  let clock: TestClock
  beforeAll(async () => {
    rolecall = await startRolecall(create)
    clock = takeClock(rolecall)
  })
  afterAll(() => rolecall.stop())

  let count = 0

  async function prepare() {
    const organization = await createOrganizationUnderTest(rolecall)
    const { owner, provider } = organization
    /** Sends a request; answers its status, and `path why` of what its entry in the log says was left out. */
    const send = async (method: string, path: string, body: object) => {
      const requestId = `left-out-${count++}`
      const { status } = await provider(method, path, { body, headers: { 'x-request-id': requestId } })
      const entry = await vi.waitFor(
        async () => {
          const found = (await owner('GET', `/api/provisioning-log?requestId=${requestId}`)).body
          expect(found).toHaveLength(1)
          return found[0] as Entry
        },
        { timeout: 10_000, interval: 50 },
      )
      return [status, ...entry.leftOut.map(({ path: at, why }) => `${at} ${why}`)]
    }
    const findings = async (path: string) =>
      (await owner('GET', path)).body.findings.filter((finding: { code: string }) => finding.code !== 'active-missing')
    return {
      ...organization,
      send,
      patch: (path: string, ...Operations: readonly object[]) => send('PATCH', path, { Operations }),
      findingsOf: (name: string) => findings(`/api/organization/members/${name}@example.com`),
      groupFindings: (id: string) => findings(`/api/groups/${id}`),
      summary: async () => (await owner('GET', '/api/provisioning-log/summary')).body,
    }
  }

  it('is in the log of what has sent it: a role that the mapping does not know, which has a finding of its own', async () => {
    const { findingsOf, owner, patch, provider, send } = await prepare()
    const grant = '[{ type: organizationOwner }]'
    const body = `providerRoles: [{ role: boss, grant: ${grant} }]\n`
    const headers = { 'content-type': 'application/yaml' }
    expect((await owner('PUT', '/api/settings/scim-mapping', { body, headers })).status).toBe(200)
    const roles = [{ value: 'bos' }, { value: 'boss' }]
    const noted = 'roles[value eq "bos"] unknown-provider-value'
    expect(await send('POST', users, { userName: 'ann@example.com', active: true, roles })).toEqual([201, noted])
    const mine = [{ code: 'unknown-provider-value', message: expect.stringContaining("did you mean 'boss'?") }]
    expect(await findingsOf('ann')).toEqual(mine)
    const { id } = (await provider('GET', `${users}?filter=userName eq "ann@example.com"`)).body.Resources[0]
    expect(await patch(`${users}/${id}`, { op: 'replace', path: 'title', value: 'Lead' })).toEqual([200])
    const again = [{ value: 'bos', primary: true }, { value: 'boss' }]
    expect(await patch(`${users}/${id}`, { op: 'replace', path: 'roles', value: again })).toEqual([200, noted])
    expect(await patch(`${users}/${id}`, { op: 'remove', path: 'roles[value eq "bos"]' })).toEqual([200])
    expect(await findingsOf('ann')).toEqual([])
  })

  it('is in the log and at the person: a name and a URN that nobody knows, and a userName that was kept', async () => {
    const { createUser, findingsOf, newEvents, owner, patch, provider, send, summary } = await prepare()
    const body = { userName: 'ann@example.com', active: true, costCentre: '7', 'urn:example:2.0:User': { badge: 1 } }
    expect(await send('POST', users, body)).toEqual([
      201,
      'costCentre unknown-attribute',
      'urn:example:2.0:User unknown-schema',
    ])
    expect(await findingsOf('ann')).toMatchObject([
      { code, message: expect.stringMatching(/costCentre.*urn:example:2\.0:User/) },
    ])
    const { id } = (await provider('GET', `${users}?filter=userName eq "ann@example.com"`)).body.Resources[0]
    const change = { op: 'replace', value: { userName: 'other@example.com', title: 'Lead' } }
    expect(await patch(`${users}/${id}`, change)).toEqual([200, 'userName user-name-kept'])
    expect((await findingsOf('ann'))[0].message).toMatch(/costCentre.*userName/)
    await newEvents()
    expect(await patch(`${users}/${id}`, change, { op: 'add', path: 'nickName', value: 'A' })).toEqual([
      200,
      'userName user-name-kept',
    ])
    expect((await newEvents()).map(({ type }) => type)).toEqual(['MemberUpdated'])
    expect(await patch(`${users}/${id}`, { op: 'replace', path: 'title', value: 'Boss' })).toEqual([200])
    expect(await summary()).toMatchObject({ requests: expect.any(Number), leftOut: 3 })
    const only = (await owner('GET', '/api/provisioning-log?leftOut=true')).body
    expect(only).toHaveLength(3)

    expect(await send('PUT', `${users}/${id}`, { userName: 'ann@example.com', active: true })).toEqual([200])
    expect(await findingsOf('ann')).toEqual([])
    await createUser('bob', { shoeSize: 7 })
    expect(await findingsOf('bob')).toHaveLength(1)
    clock.forward(30 * day + 1)
    await clock.runJobs()
    expect(await findingsOf('bob')).toEqual([])
  })

  it('is nothing where the request was refused, or nothing was left out', async () => {
    const { patch, send, summary } = await prepare()
    expect(await send('POST', users, { userName: 5, costCentre: '7' })).toEqual([400])
    expect(await send('POST', users, { userName: 'ann@example.com', active: true })).toEqual([201])
    expect(await patch(`${users}/none`, { op: 'replace', value: { active: false, costCentre: '7' } })).toEqual([404])
    expect(await summary()).toMatchObject({ leftOut: 0 })
  })

  it('is in the log and at the group: members that are nobody yet, and groups as members', async () => {
    const { createGroup, createUser, groupFindings, patch, provider } = await prepare()
    const inner = await createGroup('inner')
    const id = await createGroup('outer', [await createUser('ann')], { costCentre: '7' })
    expect(await groupFindings(id)).toMatchObject([{ code, message: expect.stringContaining('costCentre') }])
    const value = [{ value: 'x-1' }, { value: inner, type: 'Group' }]
    expect(await patch(`${groups}/${id}`, { op: 'add', path: 'members', value })).toEqual([
      204,
      'members[value eq "x-1"] unresolved-member',
      `members[value eq "${inner}"] nested-group`,
    ])
    expect((await groupFindings(id)).map((finding: { code: string }) => finding.code)).toEqual([
      code,
      'nested-group',
      'unresolved-members',
    ])
    await createUser('bob', { externalId: 'x-1' })
    await patch(`${groups}/${id}`, { op: 'remove', path: `members[value eq "${inner}"]` })
    await provider('PUT', `${groups}/${id}`, { body: { displayName: 'outer' } })
    expect(await groupFindings(id)).toEqual([])
  })

  it('is the same where the provider does not say that a member is a group, or says it otherwise', async () => {
    const { createGroup, groupFindings, newEvents, patch } = await prepare()
    const inner = await createGroup('inner', [], { externalId: 'g-1' })
    const id = await createGroup('outer')
    await newEvents()
    const value = [{ value: inner }, { value: 'g-1' }, { value: 'x-1' }]
    expect(await patch(`${groups}/${id}`, { op: 'add', path: 'members', value })).toEqual([
      204,
      `members[value eq "${inner}"] nested-group`,
      'members[value eq "g-1"] nested-group',
      'members[value eq "x-1"] unresolved-member',
    ])
    const raised = (await newEvents()).filter(({ type }) => type === 'FindingRaised')
    expect(raised.map(({ data }) => [data['code'], data['value']])).toEqual([
      ['nested-group', inner],
      ['nested-group', 'g-1'],
    ])
    const codes = async () => (await groupFindings(id)).map((finding: { code: string }) => finding.code)
    expect(await codes()).toEqual(['nested-group', 'unresolved-members'])
    await patch(`${groups}/${id}`, { op: 'remove', path: 'members[value eq "x-1"]' })
    expect(await codes()).toEqual(['nested-group'])
  })

  it('is said of each operation of a bulk request that succeeded, at the resource that it is about', async () => {
    const { findingsOf, send } = await prepare()
    const post = (name: string, more: object) => ({
      method: 'POST',
      path: '/Users',
      bulkId: name,
      data: { userName: `${name}@example.com`, active: true, ...more },
    })
    const Operations = [
      post('ann', { costCentre: '7' }),
      post('bob', {}),
      post('cid', { costCentre: '7' }),
      post('ANN', { shoeSize: 7 }),
    ]
    expect(await send('POST', '/api/scim/v2/Bulk', { Operations })).toEqual([200, 'costCentre unknown-attribute'])
    expect((await findingsOf('ann'))[0].message).toContain('costCentre')
    expect(await findingsOf('bob')).toEqual([])
    expect(await findingsOf('cid')).toHaveLength(1)
  })
})
