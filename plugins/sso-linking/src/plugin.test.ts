import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { createDecider } from '@rolecall/rules/create-decider'
import { describe, expect, it } from 'vitest'
import { ssoLinking } from './plugin.ts'

const log = () => ({ info: () => undefined, warn: () => undefined, error: () => undefined })

const start = (config?: unknown) => startPlugins([{ plugin: ssoLinking, config, origin: 'config' }], { log })

async function compile(text: string, config?: unknown) {
  const { mappingKinds: kinds, operators } = await start(config)
  return createDecider({ kinds, operators }).compile({ text, format: 'yaml' })
}

async function subjectsOf(user: ResourceData, text = '', config?: unknown) {
  const { mapping } = await compile(text, config)
  const decision = await mapping?.decide([{ id: 'ann', user, groups: [] }], new Set(['user']))
  expect(decision?.sections).toMatchObject([{ name: 'ssoLinking' }])
  return decision?.assignments.map(({ effect, value, rule }) => ({ effect, value, rule }))
}

describe('the subject of a user', () => {
  it('is the externalId, exactly as sent', async () => {
    expect(await subjectsOf({ userName: 'ann@example.com', externalId: '0190-AbC' })).toEqual([
      { effect: 'identity.subject', value: { subject: '0190-AbC' }, rule: 'ssoLinking:externalId' },
    ])
  })

  it('is none without externalId: the address alone signs nobody in', async () => {
    expect(
      await subjectsOf({ userName: 'ann@example.com', emails: [{ type: 'work', value: 'ann@example.com' }] }),
    ).toEqual([])
  })

  it('is another attribute where the mapping or the configuration says so', async () => {
    const user = {
      externalId: '1',
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { employeeNumber: '7001' },
    }
    const path = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber'
    const expected = [{ effect: 'identity.subject', value: { subject: '7001' }, rule: `ssoLinking:${path}` }]
    expect(await subjectsOf(user, `ssoLinking: { subject: '${path}', claim: sub }`)).toEqual(expected)
    expect(await subjectsOf(user, '', { subject: path })).toEqual(expected)
  })

  it('differs between two users who differ in nothing that the rule looks at but the subject', async () => {
    const { mapping } = await compile('')
    const subjects = ['1', '2', '1'].map((externalId, index) => ({ id: `u${index}`, user: { externalId }, groups: [] }))
    const decision = await mapping?.decide(subjects, new Set(['user']))
    expect(decision?.assignments.map(({ subject, value }) => `${subject} ${String(value['subject'])}`)).toEqual([
      'u0 1',
      'u1 2',
      'u2 1',
    ])
  })
})

describe('the section', () => {
  it.each([
    ['email', 'SSO_LINKING_CLAIM'],
    ['UPN', 'SSO_LINKING_CLAIM'],
    ['preferred_username', 'SSO_LINKING_CLAIM'],
    ['oid', ''],
    ['sub', ''],
  ])('with the claim %s: %s', async (claim, code) => {
    const { diagnostics, mapping } = await compile(`ssoLinking: { subject: externalId, claim: ${claim} }`)
    expect(diagnostics.map((diagnostic) => diagnostic.code).join()).toBe(code)
    expect(mapping === null).toBe(code !== '')
  })

  it.each([
    'userName',
    'USERNAME',
    'emails',
    'emails.value',
    '\'emails[type eq "work"].value\'',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName',
  ])('refuses the address %s for a subject', async (path) => {
    const { diagnostics } = await compile(`ssoLinking:\n  claim: oid\n  subject: ${path}\n`)
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '3:12 SSO_LINKING_SUBJECT',
    ])
  })
})

it.each([{ subjekt: 'externalId' }, { claim: 5 }, 'externalId'])('refuses the configuration %j', async (config) => {
  await expect(start(config)).rejects.toMatchObject({ name: 'ConfigurationError' })
})
