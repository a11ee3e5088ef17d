/** A first plugin: a fact that conditions of the mapping can use. It imports nothing, so that it is found from anywhere. */
export function toPluginText(name: string): string {
  return `// The plugin ${name}. It imports nothing: what it needs comes as arguments.

/** What stands under config: in rolecall.config.yaml, checked: any Standard Schema (valibot, zod), or by hand as here. */
const config = {
  '~standard': {
    version: 1,
    vendor: '${name}',
    validate(value) {
      const { domains = [], ...others } = value ?? {}
      const issues = Object.keys(others).map((key) => ({ message: 'is no setting; known is domains', path: [key] }))
      if (!Array.isArray(domains) || domains.some((domain) => typeof domain !== 'string'))
        issues.push({ message: 'a list such as [example.com] was expected', path: ['domains'] })
      return issues.length > 0 ? { issues } : { value: { domains: domains.map((domain) => domain.toLowerCase()) } }
    },
  },
}

/** @type {import('rolecall/plugin').Plugin<{ domains: string[] }>} */
export default {
  name: '${name}',
  apiVersion: 1,
  config,
  setup: ({ domains }) => ({
    facts: [
      {
        // In the mapping: when: ${toFactName(name)} eq true
        name: '${toFactName(name)}',
        summary: 'Whether the domain of userName is one of ours.',
        of: 'user',
        type: 'boolean',
        valuesOf: ({ userName }) => [domains.includes(String(userName).split('@').at(-1).toLowerCase())],
      },
    ],
  }),
}
`
}

/** The test of the first plugin, for Node's own runner. */
export function toPluginTestText(name: string): string {
  return `import assert from 'node:assert/strict'
import test from 'node:test'

import { testMapping, testOrganization } from 'rolecall/testing'

import plugin from './${name}.mjs'

const options = { plugins: [plugin], configs: { '${name}': { domains: ['example.com'] } } }

const mapping = \`
roleRules:
  - id: ours
    when: group.displayName eq "staff" and ${toFactName(name)} eq true
    grant: [{ type: teamMemberRole, teamId: sales, teamMemberRole: Editor }]
\`

test('gives the role to people of our own domains, and to no others', async () => {
  const organization = await testOrganization(options)
  await organization.putTeam('sales')
  await organization.putMapping(mapping)
  const ann = await organization.createUser('ann@Example.com')
  const bob = await organization.createUser('bob@contractor.example')
  const staff = await organization.createGroup('staff', [ann, bob])
  assert.deepEqual(await organization.grantsOf('ann@Example.com'), ['team:sales Editor active'])
  assert.deepEqual(await organization.grantsOf('bob@contractor.example'), [])
  await organization.leave(staff, ann)
  assert.deepEqual(await organization.grantsOf('ann@Example.com'), [])
  await organization.close()
})

test('is known to the mapping', async () => {
  assert.deepEqual((await testMapping(mapping, options)).diagnostics, [])
})

test('refuses a configuration that is none', async () => {
  const wrong = { plugins: [plugin], configs: { '${name}': { domains: 'example.com' } } }
  await assert.rejects(testOrganization(wrong), /domains: a list such as \\[example.com\\] was expected/)
})
`
}

/** `work-mail` → `workMailOurs`: the name of a fact is unique among all plugins. */
function toFactName(name: string): string {
  return `${name.replaceAll(/-([a-z0-9])/g, (_hyphen, letter: string) => letter.toUpperCase())}Ours`
}
