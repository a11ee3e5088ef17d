import { MappingError } from '@rolecall/core/errors'
import type { Contributions } from '@rolecall/core/plugin/contributions'
import type { Plugin } from '@rolecall/core/plugin/plugin'
import type { OrganizationInMemory } from '@rolecall/testkit/in-memory/organization-in-memory'
import { startInMemory, type RolecallInMemory } from '@rolecall/testkit/in-memory/start-in-memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { bundledEntries } from './bundled-entries.ts'

const role = { scope: 'organization', role: 'Owner', groupId: '', expiresAt: null }

/** What the rule of the section `gifts` gives: by its text. */
const gifts: Readonly<Record<string, unknown>> = {
  'no scope': [{ effect: 'role', value: { ...role, scope: undefined } }],
  'no role': [{ effect: 'role', value: { ...role, role: 7 } }],
  'no end': [{ effect: 'role', value: { ...role, expiresAt: 'tomorrow' } }],
  'no subject': [{ effect: 'identity.subject', value: { subject: null } }],
  'no address': [{ effect: 'email.validated', value: { validated: 'yes' } }],
  'no JSON': [{ effect: 'badge', value: { since: 1n } }],
  'no list': 7,
}

const clumsy: Plugin<undefined> = {
  name: 'clumsy',
  apiVersion: 1,
  config: { '~standard': { version: 1, vendor: 'test', validate: () => ({ value: undefined }) } },
  setup: (): Contributions => ({
    facts: [{ name: 'counted', summary: 'x', of: 'user', type: 'string', valuesOf: (() => 7) as never }],
    effects: [
      {
        type: 'badge',
        effect: 'badge',
        summary: 'x',
        required: ['name'],
        read: () => {
          throw new Error('no such badge')
        },
      },
    ],
    mappings: [
      {
        section: 'gifts',
        summary: 'x',
        facts: ['user'],
        effects: ['role', 'identity.subject', 'email.validated', 'badge'],
        compile(section) {
          const text = section.readText() ?? ''
          if (text === 'broken') throw new Error('out of paper')
          const { line, column } = section
          return [{ id: 'gifts:only', line, column, when: { always: true }, assign: () => gifts[text] as never }]
        },
      },
    ],
  }),
}

describe('a plugin that fails', () => {
  let rolecall: RolecallInMemory
  let organization: OrganizationInMemory
  beforeAll(async () => {
    rolecall = await startInMemory({ plugins: bundledEntries([clumsy]) })
    organization = await rolecall.createOrganization()
  })
  afterAll(() => rolecall.close())

  const diagnosticsOf = async (text: string) => {
    const error: unknown = await organization.putMapping(text).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(MappingError)
    const { diagnostics } = error as MappingError
    return diagnostics.map(({ code, column, line, message }) => `${line}:${column} ${code} ${message}`)
  }

  it('over the file is a diagnostic where it stands, with plugin and word, and beside every other mistake', async () => {
    const rule = 'roleRules:\n  - id: r\n    when: user.active eq true\n    grant:\n      - { type: badge, name: x }\n'
    expect(await diagnosticsOf(`${rule}gifts: broken\nlimitz: 1\n`)).toEqual([
      '5:9 PLUGIN_FAILED plugin clumsy, effect badge: no such badge.',
      '6:8 PLUGIN_FAILED plugin clumsy, section gifts: out of paper.',
      "7:1 UNKNOWN_KEY There is no section 'limitz'; did you mean 'limits'?",
    ])
  })

  it.each(Object.keys(gifts))(
    'by a rule that gives %s is RuleFailed with plugin, rule and line, and no fault of the change',
    async (text) => {
      await organization.putMapping(`# ${text}\n\ngifts: ${text}\n`)
      await organization.newEvents()
      await organization.createUser(text.replace(' ', '-'))
      const failed = (await organization.newEvents()).filter(({ type }) => type === 'RuleFailed')
      expect(failed).toMatchObject([{ data: { plugin: 'clumsy', rule: 'gifts:only', line: 3 } }])
      expect(failed[0]?.data['reason']).toMatch(/^plugin clumsy, rule gifts:only: /)
      expect(await organization.verify()).toEqual([])
    },
  )

  it('by a fact that answers a number is RuleFailed of the rule that uses it, in the plan as in the change', async () => {
    const text =
      'roleRules:\n  - id: r\n    when: counted eq "7"\n    grant: [{ type: organizationOwner }]\n    privileged: true\n'
    await organization.createUser('eve')
    const { failed } = await organization.plan(text)
    expect(failed).toContainEqual(
      expect.objectContaining({
        emailAddress: 'eve@example.com',
        plugin: 'clumsy',
        rule: 'roleRules:r',
        line: 2,
        reason: 'plugin clumsy, fact counted: the answer must be a list of values, at once; it is number',
      }),
    )
    const answer = await organization.explain('eve')
    expect(answer.grants).toEqual([])
  })
})
