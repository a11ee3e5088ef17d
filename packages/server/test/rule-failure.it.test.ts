import type { Plugin } from '@rolecall/core/plugin/plugin'
import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createOrganizationUnderTest, type OrganizationUnderTest } from './organization-under-test.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'

const mapping = `
roleRules:
  - id: fragile
    when: user.title isCalm and group.displayName eq "staff"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
scimGroupMappings:
  - { scimGroup: staff, type: teamMemberRole, teamId: sales, teamMemberRole: Steward }
`

/** An operator that throws for one title. */
const fragile: Plugin<undefined> = {
  name: 'fragile',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: () => ({
    operators: [
      {
        name: 'isCalm',
        operand: 'none',
        evaluate([title]) {
          if (title === 'kaboom') throw new Error('kaboom')
          return title === 'calm'
        },
      },
    ],
  }),
}

const failure = {
  plugin: 'fragile',
  rule: 'roleRules:fragile',
  line: 3,
  reason: 'plugin fragile, operator isCalm: kaboom',
}

describe.each(eachDatabase)('a rule that fails for a person, on $name', ({ create }) => {
  let rolecall: Rolecall
  beforeAll(async () => {
    rolecall = await startRolecall(create, standardResourceTypes, [fragile])
  })
  afterAll(() => rolecall.stop())

  /** Ann and Bob are in `staff`; then Ann gets the title for which the rule fails. */
  async function withFailure(): Promise<OrganizationUnderTest & { readonly ann: string; readonly staff: string }> {
    const organization = await createOrganizationUnderTest(rolecall)
    const { createGroup, createUser, newEvents, owner, provider, putMapping } = organization
    await owner('PUT', '/api/teams/sales', { body: {} })
    expect((await putMapping(mapping)).status).toBe(200)
    const ann = await createUser('ann', { title: 'calm' })
    const bob = await createUser('bob', { title: 'calm' })
    const staff = await createGroup('staff', [ann, bob])
    await newEvents()
    const Operations = [{ op: 'replace', path: 'title', value: 'kaboom' }]
    expect((await provider('PATCH', `/api/scim/v2/Users/${ann}`, { body: { Operations } })).status).toBe(200)
    return { ...organization, ann, staff }
  }

  it('keeps what it gave the person, lets the other rules decide, answers 2xx and says so', async () => {
    const { ann, grantsOf, leave, newEvents, staff, verify } = await withFailure()
    const [told] = (await newEvents()).filter(({ type }) => type === 'RuleFailed')
    expect(told).toMatchObject({ subject: `users/${ann}`, data: failure })
    expect(await grantsOf('ann')).toEqual(['team:sales Editor active', 'team:sales Steward active'])
    expect((await leave(staff, ann)).status).toBe(204)
    expect(await grantsOf('ann')).toEqual([])
    expect(await verify()).toEqual([])
  })

  it('is its own kind of line in a plan, and a PUT and an apply go on', async () => {
    const { ann, grantsOf, newEvents, owner, putMapping } = await withFailure()
    const body = `${mapping}\n  - { scimGroup: staff, type: organizationRole, organizationRole: Member }\n`
    const headers = { 'content-type': 'application/yaml' }
    const plan = await owner('POST', '/api/settings/scim-mapping/plan', { body, headers })
    expect(plan.body).toMatchObject({
      summary: { adds: 2, removes: 0, changes: 0, held: 0, failed: 1 },
      failed: [{ ...failure, userId: ann, emailAddress: 'ann@example.com' }],
    })
    const { planId } = plan.body as { readonly planId: string }
    const lines = await owner('GET', `/api/settings/scim-mapping/plan/${planId}/lines?kind=failed`)
    expect(lines.body).toMatchObject([failure])
    await newEvents()
    expect((await owner('POST', '/api/settings/scim-mapping/apply', { body: { planId } })).status).toBe(200)
    expect((await newEvents()).filter(({ type }) => type === 'RuleFailed')).toMatchObject([{ data: failure }])
    expect(await grantsOf('ann')).toContain('team:sales Editor active')
    expect((await putMapping(`${body}\n# again\n`)).status).toBe(200)
  })

  it('fails neither an explanation nor the verification of the others', async () => {
    const { grantsOf, owner, verify } = await withFailure()
    const query = new URLSearchParams({ email: 'ann@example.com', scope: 'team:sales', role: 'editor' })
    const explained = await owner('GET', `/api/explain?${query.toString()}`)
    expect(explained.status).toBe(200)
    expect(explained.body).toMatchObject({ effective: true, grants: [{ role: 'Editor' }] })
    const absent = await owner('GET', '/api/explain?email=ann%40example.com&scope=team%3Asales&role=approver')
    expect(absent.status).toBe(200)
    expect(await verify()).toEqual([])
    expect(await grantsOf('bob')).toEqual(['team:sales Editor active', 'team:sales Steward active'])
  })

  it('fails the tests of the file that meet it, each by its name', async () => {
    const { putMapping } = await withFailure()
    const test = `tests:\n  - name: a loud one\n    given: { user: { userName: a@x.com, title: kaboom }, groups: [staff] }\n    expect: { teams: { sales: [Steward] } }\n`
    const reply = await putMapping(`${mapping}${test}`)
    expect(reply.status).toBe(422)
    expect(JSON.stringify(reply.body)).toContain("the rule 'roleRules:fragile' (line 3) failed")
  })
})
