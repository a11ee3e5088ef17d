import { createDecider } from '@rolecall/rules/create-decider'
import { toMappingSchema, toTestFileSchema } from '@rolecall/rules/schema/to-mapping-schema'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

import { readBundledVocabulary } from './bundled-vocabulary.ts'

const vocabulary = await readBundledVocabulary()
const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true })
const isValid = ajv.compile(JSON.parse(JSON.stringify(toMappingSchema(vocabulary))) as object)
const isTestFile = ajv.compile(JSON.parse(JSON.stringify(toTestFileSchema(vocabulary))) as object)
const decider = createDecider(vocabulary)

const entry = (fields: string) => `scimGroupMappings: [{ ${fields} }]`
const rule = (fields: string) => `roleRules: [{ id: r, when: user.active eq true, ${fields} }]`
const grant = 'grant: [{ type: teamMemberRole, teamId: 007, teamMemberRole: Steward }]'

describe('the JSON Schema of a mapping says what the server says', () => {
  it.each([
    ['', true],
    ['scimGroupMappings:', true],
    [entry('scimGroup: a, type: organizationOwner'), true],
    [entry('scimGroup: 2024, type: teamMemberRole, teamId: 007, teamMemberRole: Steward, expires: 2027-06-30'), true],
    [entry('scimGroupId: a, type: organizationRole, organizationRole: Member'), true],
    [entry("scimGroupPattern: 'a_(?<t>.*)', type: teamMemberRole, teamId: '${t}', teamMemberRole: Member"), true],
    [entry('scimGroupPattern: a, type: organizationOwner, privileged: true'), true],
    [rule(grant), true],
    [rule(`${grant}, expires: 2027-06-30T10:00:00Z, privileged: true`), true],
    [
      'defaults: { organizationRole: Member }\nteams: { authoritative: [finance], createMissing: true }\nlimits: { maxRevocations: 1, maxRevocationPercent: 20 }',
      true,
    ],
    ['emailValidation: { equal: [userName, emails.value] }\nssoLinking: { subject: externalId, claim: oid }', true],
    ['attributeMappings: [{ target: userName, source: mail, matchingPrecedence: 1 }]', true],
    [
      'tests: [{ name: a, given: { user: { title: x }, groups: [a, { displayName: b }] }, expect: { teams: { t: [Owner] } } }]',
      true,
    ],
    ['tests: [{ name: a, forAll: { notInGroups: [a] }, expectNot: { organization: [Owner] } }]', true],
    ['scimGroupMapping: []', false],
    ['scimGroupMappings: {}', false],
    [entry('scimGroup: a'), false],
    [entry('type: organizationOwner'), false],
    [entry('scimGroup: a, scimGroupId: b, type: organizationOwner'), false],
    [entry('scimGroup: a, type: organizationOwner, privileged: true'), false],
    [entry('scimGroup: a, type: owner'), false],
    [entry('scimGroup: a, type: organizationOwner, teamId: b'), false],
    [entry('scimGroup: a, type: teamMemberRole, teamId: b'), false],
    [entry('scimGroup: a, type: organizationOwner, expires: soon'), false],
    [rule('grant: []'), false],
    [rule('grant: [{ type: teamMemberRole, teamId: x }]'), false],
    [rule('grant: [{ type: licence }]'), false],
    [`roleRules: [{ when: user.active eq true, ${grant} }]`, false],
    ['defaults: { organizationRole: Admin }', false],
    ['limits: { maxRevocations: 1 }', false],
    ['limits: { maxRevocations: 1, maxRevocationPercent: 101 }', false],
    ['teams: { authoritative: finance }', false],
    ['tests: [{ name: a, given: {} }]', false],
    ['tests: [{ name: a, expect: {} }]', false],
    ['tests: [{ name: a, forAll: {}, expect: {} }]', false],
    ['emailValidation: { equal: [userName] }', false],
    ['attributeMappings: [{ target: userName }]', false],
  ])('%s: %s', (text, expected) => {
    const { mapping } = decider.compile({ text, format: 'yaml' })
    expect({ schema: isValid(parse(text)), server: mapping !== null }).toEqual({ schema: expected, server: expected })
  })

  it('and of a file of tests', () => {
    expect(isTestFile({ tests: [{ name: 'a', given: {}, expect: {} }] })).toBe(true)
    expect(isTestFile({ scimGroupMappings: [] })).toBe(false)
  })

  it('with an example or a description of each section, for editors', () => {
    const { properties } = toMappingSchema(vocabulary) as { properties: Record<string, { description?: string }> }
    expect(Object.values(properties).every(({ description }) => (description ?? '') !== '')).toBe(true)
    expect(Object.keys(properties)).toEqual([
      ...vocabulary.kinds.map(({ section }) => section),
      'teams',
      'limits',
      'tests',
    ])
  })
})
