import { runDueJobs } from '@rolecall/core/job/run-due-jobs'
import { revertMapping } from '@rolecall/core/mapping/revert-mapping'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { clientOf, type Client } from './client.ts'
import { startRolecallInMemory } from './rolecall-in-memory.ts'
import type { RolecallUnderTest } from './rolecall.ts'

const path = '/api/settings/scim-mapping'
const yaml = { 'content-type': 'application/yaml' }
const mapping = (group: string) => `scimGroupMappings:\n  - { scimGroup: ${group}, type: organizationOwner }\n`

describe('a version on trial', () => {
  let rolecall: RolecallUnderTest
  beforeAll(async () => (rolecall = await startRolecallInMemory()))
  afterAll(() => rolecall.stop())

  const put = (call: Client, group: string) => call('PUT', path, { body: mapping(group), headers: yaml })
  const tryOut = async (call: Client, group: string) => {
    const { planId } = (await call('POST', `${path}/plan`, { body: mapping(group), headers: yaml })).body
    return call('POST', `${path}/apply`, { body: { planId, commitWithin: '10m' } })
  }
  const versions = async (call: Client, query = '') =>
    (await call('GET', `${path}/versions${query}`)).body as readonly Record<string, unknown>[]
  const outcomes = async (call: Client, query = '') =>
    (await versions(call, query)).map(({ version, revertsTo, revertedBy, automatic }) => [
      version,
      revertsTo,
      revertedBy,
      automatic,
    ])
  const elevenMinutesLater = () => new Date(Date.parse(rolecall.services.now()) + 660_000).toISOString()
  const organization = async () => clientOf(rolecall, (await rolecall.createOrganization('Acme')).keys.organization)

  it('is taken back at once where that is asked, to the last one that is confirmed', async () => {
    const call = await organization()
    await put(call, 'one')
    await tryOut(call, 'two')
    await tryOut(call, 'three')
    expect(await outcomes(call)).toEqual([
      [3, 1, null, false],
      [2, null, null, false],
      [1, null, null, false],
    ])
    const undone = await call('POST', `${path}/undo`)
    expect([undone.status, undone.body.version, undone.headers.get('etag')]).toEqual([200, 4, '"4"'])
    expect((await call('GET', path)).text).toBe(mapping('one'))
    expect((await versions(call))[0]).toMatchObject({
      version: 4,
      rollbackTo: 1,
      author: { displayName: 'organization' },
      confirmBy: null,
      automatic: false,
    })
    expect((await call('POST', `${path}/undo`)).body.code).toBe('NOTHING_TO_UNDO')
    await runDueJobs({ ...rolecall.services, now: elevenMinutesLater }, [revertMapping])
    expect((await outcomes(call))[0]).toEqual([4, null, null, false])
  })

  it('that is the first goes back to no mapping', async () => {
    const call = await organization()
    expect((await call('POST', `${path}/undo`)).status).toBe(409)
    await tryOut(call, 'one')
    expect(await outcomes(call)).toEqual([[1, 0, null, false]])
    expect((await call('POST', `${path}/undo`)).status).toBe(200)
    expect((await call('GET', path)).text).toBe('')
  })

  it('that nobody has kept says which version took it back, on whatever page it is listed', async () => {
    const call = await organization()
    await put(call, 'one')
    await tryOut(call, 'two')
    await runDueJobs({ ...rolecall.services, now: elevenMinutesLater }, [revertMapping])
    const lines = [
      [3, null, null, true],
      [2, null, 3, false],
      [1, null, null, false],
    ]
    expect(await outcomes(call)).toEqual(lines)
    expect(await outcomes(call, '?limit=1')).toEqual(lines.slice(0, 1))
    expect(await outcomes(call, '?limit=1&after=3')).toEqual(lines.slice(1, 2))
    expect(await outcomes(call, '?limit=1&after=2')).toEqual(lines.slice(2, 3))
    expect((await call('GET', `${path}/versions/2`)).body).toMatchObject({ revertedBy: 3, automatic: false })
    expect((await call('GET', `${path}/versions/3`)).body).toMatchObject({ revertedBy: null, automatic: true })
  })
})
