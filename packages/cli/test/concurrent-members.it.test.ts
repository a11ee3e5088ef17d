import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startTestServer, type Tenant, type TestServer } from './test-server.ts'

const mapping = `
scimGroupMappings:
  - { scimGroup: everybody, type: teamMemberRole, teamId: marketing, teamMemberRole: Steward }
`

/** The same sequence of choices on every run; a failing run can be repeated. */
function createChoices(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

describe.each(eachDatabase)('200 concurrent PATCHes of one group, on $name', ({ create }) => {
  let server: TestServer
  let tenant: Tenant
  beforeAll(async () => {
    server = await startTestServer(create)
    tenant = await server.createTenant()
    await tenant.owner('PUT', '/api/teams/marketing', {})
    await tenant.putMapping(mapping)
  })
  afterAll(() => server.close())

  it('lose no member, invent none, and leave the grants that a computation from nothing gives', async () => {
    const users = await Promise.all(Array.from({ length: 50 }, (_, index) => createUser(tenant, index)))
    const group = await tenant.provider('POST', '/Groups', { displayName: 'everybody' })
    const path = `/Groups/${(group.body as { id: string }).id}`
    const choose = createChoices(20_261_124)

    // Each user belongs to one lane, whose requests run one after another, so that the end is known;
    // lanes run beside each other and all of them change the same group.
    const lanes = users.map((id) => ({ id, steps: Array.from({ length: 4 }, () => choose(2) === 0) }))
    const ends = await Promise.all(lanes.map((lane) => runLane(tenant, path, lane)))

    const wanted = ends.filter(({ member }) => member).map(({ id }) => id)
    const shown = await tenant.provider('GET', path)
    const members = ((shown.body as { members?: { value: string }[] }).members ?? []).map(({ value }) => value)
    expect(members.toSorted()).toEqual(wanted.toSorted())

    const team = await tenant.owner('GET', '/api/teams/marketing')
    const holders = (team.body as { members: { emailAddress: string }[] }).members.map(
      ({ emailAddress }) => emailAddress,
    )
    expect(holders.length).toBe(wanted.length)
    expect(await server.verify(tenant.organizationId)).toEqual([])
  })
})

async function createUser(tenant: Tenant, index: number): Promise<string> {
  const answer = await tenant.provider('POST', '/Users', { userName: `u${index}@acme.example`, active: true })
  expect(answer.status).toBe(201)
  return (answer.body as { id: string }).id
}

async function runLane(
  tenant: Tenant,
  path: string,
  { id, steps }: { readonly id: string; readonly steps: readonly boolean[] },
): Promise<{ readonly id: string; readonly member: boolean }> {
  let member = false
  for (const add of steps) {
    const operation = add
      ? { op: 'Add', path: 'members', value: [{ value: id }] }
      : { op: 'Remove', path: 'members', value: [{ value: id }] }
    const answer = await tenant.provider('PATCH', path, { Operations: [operation] })
    expect(answer.status).toBe(204)
    member = add
  }
  return { id, member }
}
