import { definePlugin, type Plugin } from '@rolecall/core/plugin/plugin'
import { noConfig } from '@rolecall/core/plugin/no-config'
import type { Contributions } from '@rolecall/core/plugin/contributions'
import { createClient } from '@rolecall/client'
import { describe, expect, it } from 'vitest'

import { testMapping, testOrganization, testServer, type TestOrganizationOptions } from '../src/testing.ts'

const example = new URL('../../../examples/licences/licences-plugin.js', import.meta.url)
const { licencesPlugin } = (await import(example.href)) as { readonly licencesPlugin: Plugin }
const licences: TestOrganizationOptions = {
  plugins: [licencesPlugin],
  configs: { licences: { skus: ['E3', 'E5'] } },
}
const e5 = `roleRules:
  - id: e5
    when: group.displayName eq "leads" and emailDomain eq "example.com"
    grant: [{ type: licence, sku: E5 }, { type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
`

/** A plugin of a test. */
function mine(contributions: Contributions, name = 'mine'): TestOrganizationOptions {
  const plugin = definePlugin({ name, apiVersion: 1, config: noConfig, setup: () => contributions })
  return { plugins: [plugin as Plugin] }
}

/** A group whose members have the role Editor of a team where the word says so. */
async function joined(options: TestOrganizationOptions, when: string) {
  const organization = await testOrganization(options)
  await organization.putTeam('sales')
  await organization.putMapping(
    `roleRules: [{ id: r, when: '${when}', grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]`,
  )
  return organization
}

describe('testOrganization', () => {
  it('takes a mapping, people and groups, and shows roles, what effects give, and why', async () => {
    const organization = await testOrganization(licences)
    await organization.putTeam('sales')
    await organization.putMapping(e5)
    const ann = await organization.createUser('ann@example.com', { title: 'Lead' })
    const leads = await organization.createGroup('leads', [ann])
    expect(await organization.grantsOf('ann@example.com')).toEqual(['team:sales Editor active'])
    expect(await organization.valuesOf('ann@example.com', 'licence')).toEqual([{ sku: 'E5' }])
    expect(await organization.explain('ann@example.com', { scope: 'team:sales' })).toMatchObject({ effective: true })
    expect((await organization.newEvents()).map(({ type }) => type)).toContain('RoleGranted')
    await organization.leave(leads, ann)
    expect(await organization.valuesOf('ann@example.com', 'licence')).toEqual([])
    expect(await organization.grantsOf('ann@example.com')).toEqual([])
    expect(await organization.verify()).toEqual([])
    await organization.close()
  })

  it('plans, and applies exactly that', async () => {
    const organization = await testOrganization(licences)
    await organization.putTeam('sales')
    await organization.createGroup('leads', [await organization.createUser('ann@example.com')])
    const plan = await organization.plan(e5)
    expect(plan.adds).toMatchObject([{ emailAddress: 'ann@example.com', scope: 'team:sales', role: 'Editor' }])
    await organization.apply(plan)
    expect(await organization.grantsOf('ann@example.com')).toEqual(['team:sales Editor active'])
    await organization.close()
  })

  it('has a clock that is set, and does what is due by then', async () => {
    const organization = await testOrganization({ now: '2027-01-01T00:00:00.000Z' })
    await organization.putMapping(
      'scimGroupMappings: [{ scimGroup: staff, type: organizationRole, organizationRole: Owner, expires: 2027-01-31 }, { scimGroup: own, type: organizationOwner }]',
    )
    await organization.createGroup('own', [await organization.createUser('own@example.com')])
    await organization.createGroup('staff', [await organization.createUser('ann@example.com')])
    expect((await organization.memberOf('ann@example.com')).role).toBe('Owner')
    organization.clock.now = '2027-02-01T00:00:00.001Z'
    await organization.runDueJobs()
    expect((await organization.memberOf('ann@example.com')).role).toBe('Member')
    await organization.close()
  })

  it('answers panels and routes about what is really there', async () => {
    const organization = await testOrganization(licences)
    await organization.putMapping('licences: [{ domain: example.com, sku: E3 }]')
    await organization.createUser('ann@example.com')
    expect(await organization.readPanel('licences/person', { person: 'ann@example.com' })).toMatchObject({
      parts: [{ facts: [{ name: 'Licences', value: 'E3' }] }],
    })
    expect(await organization.readPanel('licences/holders')).toMatchObject({ parts: [{ rows: [['E3', 1]] }, {}] })
    expect(await organization.callRoute('GET /plugins/licences/people/ann%40example.com')).toEqual({
      status: 200,
      body: ['E3'],
    })
    await expect(organization.callRoute('POST /plugins/licences/query', {})).rejects.toThrow(
      /emailAddresses: expected at most 100/,
    )
    await expect(organization.readPanel('licences/holder')).rejects.toThrow('licences/holders, licences/person')
    await organization.close()
  })

  it('speaks the dialect of a provider, and names the tolerances', async () => {
    const dialect = mine(
      {
        provider: {
          title: 'Acme',
          tolerances: { 'acme-mail': 'mail for userName' },
          recognises: ({ userAgent }) => userAgent === 'acme',
        },
        hooks: {
          'request.normalize'(request, { tolerances }) {
            if (request.operation === 'patch' || !('mail' in request.body) || !tolerances.use('acme-mail'))
              return request
            const { mail, ...body } = request.body
            return { ...request, body: { ...body, userName: mail ?? null } }
          },
        },
      },
      'acme',
    )
    const acme = await testOrganization({ ...dialect, provider: 'acme' })
    await acme.createUser('x', { mail: 'ann@example.com' })
    expect(await acme.newTolerances()).toContain('acme-mail')
    expect(await acme.newTolerances()).toEqual([])
    expect((await acme.memberOf('ann@example.com')).emailAddress).toBe('ann@example.com')
    const okta = await testOrganization({ ...dialect, provider: 'okta' })
    await okta.createUser('x', { mail: 'ann@example.com' })
    await expect(okta.memberOf('ann@example.com')).rejects.toThrow()
    await expect(testOrganization({ ...dialect, provider: 'acmee' })).rejects.toThrow(/no plugin speaks .*acme\)/)
    await Promise.all([acme.close(), okta.close()])
  })

  it('keeps what plugins write to their logs', async () => {
    const plugin = definePlugin({
      name: 'talking',
      apiVersion: 1,
      config: noConfig,
      setup(_config, { log }) {
        log.warn('hello', { to: 'you' })
        return {}
      },
    })
    const organization = await testOrganization({ plugins: [plugin as Plugin] })
    expect(organization.newLogs()).toEqual([
      { plugin: 'talking', level: 'warn', message: 'hello', details: { to: 'you' } },
    ])
    expect(organization.newLogs()).toEqual([])
    await organization.close()
  })
})

describe('what is wrong is thrown, with everything in the message', () => {
  it('the configuration of a plugin, and one of a plugin that does not run', async () => {
    await expect(testOrganization({ ...licences, configs: { licences: { skus: 1 } } })).rejects.toThrow(
      /plugins licences\.skus: expected a list of licences/,
    )
    await expect(testOrganization({ ...licences, configs: { licence: {} } })).rejects.toThrow(
      "configs.licence: did you mean 'licences'?",
    )
  })

  it('contributions', async () => {
    await expect(testOrganization(mine({ operatrs: [] } as Contributions))).rejects.toThrow(
      /mine: .*'operatrs'; did you mean 'operators'\?/,
    )
  })

  it('a set-up', async () => {
    const plugin = {
      name: 'mine',
      apiVersion: 1 as const,
      config: noConfig,
      setup: () => Promise.reject(new Error('no')),
    }
    await expect(testOrganization({ plugins: [plugin as Plugin] })).rejects.toThrow('plugin mine, setup: no')
  })

  it('a hook', async () => {
    const throwing = () => {
      throw new Error('out of order')
    }
    const organization = await testOrganization(mine({ hooks: { 'resource.validate': throwing } }))
    await expect(organization.createUser('ann@example.com')).rejects.toThrow(
      'plugin mine, resource.validate: out of order',
    )
    await organization.close()
  })

  it('a hook that is told after the commit, at the latest when all is closed', async () => {
    const organization = await testOrganization(
      mine({ hooks: { 'change.committed': () => Promise.reject(new Error('no mail')) } }),
    )
    const using = (async () => {
      await organization.createUser('ann@example.com')
      await organization.close()
    })()
    await expect(using).rejects.toThrow('plugin mine, change.committed: no mail')
  })

  it('a word of a rule, though a server would go on', async () => {
    const operators = [
      {
        name: 'isOdd',
        operand: 'none' as const,
        evaluate: () => {
          throw new Error('not a number')
        },
      },
    ]
    const organization = await joined(mine({ operators }), 'user.title isOdd')
    await expect(organization.createUser('ann@example.com', { title: 'x' })).rejects.toThrow(
      /rule roleRules:r in line 1, plugin mine, failed for .*: .*not a number/s,
    )
    await organization.close()
    const mapping = await testMapping(
      "roleRules: [{ id: r, when: 'user.title isOdd', grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }] }]",
      mine({ operators }),
    )
    await expect(mapping.decide({ user: { title: 'x' } })).rejects.toThrow(/plugin mine: .*not a number/s)
  })

  it('a mapping, and tests of it that fail', async () => {
    const organization = await testOrganization()
    await expect(organization.putMapping('scimGroupMaping: []')).rejects.toThrow(
      /it was not applied\n {2}1:1 error UNKNOWN_KEY .*did you mean/,
    )
    await expect(
      organization.putMapping(
        'scimGroupMappings: []\ntests: [{ name: a, given: {}, expect: { organization: [Owner] } }]',
      ),
    ).rejects.toThrow(/1 of 1 tests .*\n {2}2 a: .*Owner/)
    await organization.close()
  })

  it('what SCIM refuses', async () => {
    const organization = await testOrganization()
    await organization.createUser('ann@example.com')
    await expect(organization.createUser('ANN@example.com')).rejects.toThrow()
    await organization.close()
  })
})

describe('testMapping', () => {
  it('tells diagnostics, what is given, and why, with the words of the plugin', async () => {
    const mapping = await testMapping(e5, licences)
    expect(mapping.diagnostics).toEqual([])
    const assignments = await mapping.decide({ user: { userName: 'ann@example.com' }, groups: ['leads'] })
    expect(assignments.map(({ effect, value }) => [effect, value['sku'] ?? value['role']])).toEqual([
      ['licence', 'E5'],
      ['role', 'Editor'],
    ])
    expect(await mapping.decide({ groups: ['others'] })).toEqual([])
  })
})

describe('testServer', () => {
  const mapping = `roleRules:
  - id: sales
    when: group.displayName eq "sales"
    grant: [{ type: organizationRole, organizationRole: Member }]
    expires: 2026-04-01
`
  const toText = (value: object) => ({ method: 'POST', body: JSON.stringify(value) })

  it('is the whole server over HTTP, without a network, with keys and a clock', async () => {
    const server = await testServer({ mapping })
    const ask = async (key: string, path: string, init: RequestInit = {}) => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      return (await server.fetch(server.url + path, { headers, ...init })).json() as Promise<Record<string, unknown>>
    }
    const client = createClient({ url: server.url, key: server.keys.reader, fetch: server.fetch })
    const { id } = await ask(server.keys.provider, '/api/scim/v2/Users', toText({ userName: 'ann@example.com' }))
    const group = { displayName: 'sales', members: [{ value: id }] }
    await ask(server.keys.provider, '/api/scim/v2/Groups', toText(group))
    const { members } = await client.changes({ after: null })
    expect(members).toMatchObject([{ userId: id, emailAddress: 'ann@example.com' }])
    const grants = async () => (await ask(server.keys.owner, '/api/organization/members/ann@example.com'))['grants']
    expect(await grants()).toMatchObject([{ scope: 'organization', role: 'Member', expiresAt: expect.any(String) }])
    server.clock.now = '2026-04-02T00:00:00.000Z'
    await server.runDueJobs()
    expect(await grants()).toEqual([])
    await server.close()
  })

  it('says everything that is wrong with its mapping', async () => {
    await expect(testServer({ mapping: 'roleRules: [{ id: x, wen: a }]' })).rejects.toThrow(/1:\d+ error UNKNOWN_KEY/)
  })
})
