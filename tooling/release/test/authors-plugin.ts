/** A plugin of somebody outside of the repository, its test for Node's own runner, and the same plugin out of order. */
export const authorsPlugin = {
  'plugin.js': `import { definePlugin, noConfig } from 'rolecall/plugin'

export default definePlugin({
  name: 'domains',
  apiVersion: 1,
  config: noConfig,
  setup: () => ({
    facts: [
      {
        name: 'mailDomain',
        summary: 'The domain of userName.',
        of: 'user',
        type: 'string',
        valuesOf: ({ userName }) => [userName.split('@').at(-1)],
      },
    ],
  }),
})
`,
  'broken.js': `import plugin from './plugin.js'

export default { ...plugin, setup: () => {
  const { facts: [fact] } = plugin.setup()
  return { facts: [{ ...fact, valuesOf: () => { throw new Error('no such thing as a domain') } }] }
} }
`,
  'plugin.test.js': `import assert from 'node:assert/strict'
import test from 'node:test'
import { testMapping, testOrganization } from 'rolecall/testing'

const { default: plugin } = await import(process.env.PLUGIN)
const mapping = \`
roleRules:
  - id: example
    when: mailDomain eq "example.com" and group.displayName eq "staff"
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
    expires: 2027-06-30T00:00:00Z
\`

test('gives a role by the domain, until its end', async () => {
  const acme = await testOrganization({ plugins: [plugin], now: '2027-06-01T00:00:00.000Z' })
  await acme.putTeam('sales')
  await acme.putMapping(mapping)
  const ann = await acme.createUser('ann@example.com')
  await acme.createGroup('staff', [ann, await acme.createUser('bob@example.org')])
  assert.deepEqual(await acme.grantsOf('ann@example.com'), ['team:sales Editor active'])
  assert.deepEqual(await acme.grantsOf('bob@example.org'), [])
  acme.clock.now = '2027-07-01T00:00:00.000Z'
  await acme.runDueJobs()
  assert.deepEqual((await acme.plan('{}')).removes, [])
  assert.equal((await acme.explain('ann@example.com', { scope: 'team:sales' })).effective, false)
  await acme.close()
})

test('is diagnosed', async () => {
  const { diagnostics } = await testMapping(mapping.replace('mailDomain', 'mailDomian'), { plugins: [plugin] })
  assert.match(diagnostics.join(), /did you mean 'mailDomain'/)
})
`,
} as const
