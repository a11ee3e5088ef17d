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
const tested = (fields: string) => `tests: [{ name: a, ${fields} }]`
const grant = 'grant: [{ type: teamMemberRole, teamId: 007, teamMemberRole: Steward }]'

interface Exampled {
  readonly description?: string
  readonly examples: readonly unknown[]
}

/** Every schema within a schema that has examples. */
function exampled(schema: unknown): readonly Exampled[] {
  if (typeof schema !== 'object' || schema === null) return []
  const within = Object.entries(schema).flatMap(([key, part]) => (key === 'examples' ? [] : exampled(part)))
  return 'examples' in schema ? [schema as Exampled, ...within] : within
}

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
    ['tests: [{ name: a, forAll: {}, expect: {}, expectNot: {} }]', false],
    ['tests: [{ name: a, given: {}, forAll: {}, expectNot: {} }]', false],
    ['tests: [{ given: {}, expect: {} }]', false],
    ['tests: [{ name: a, given: {}, expect: {}, only: true }]', false],
    ['tests: { name: a, given: {}, expect: {} }', false],
    [tested('given: { groups: a }, expect: {}'), false],
    [tested('given: { groups: [[a]] }, expect: {}'), false],
    [tested('given: { user: ann }, expect: {}'), false],
    [tested('given: { team: a }, expect: {}'), false],
    [tested('given: [], expect: {}'), false],
    [tested('given: {}, expect: []'), false],
    [tested('given: {}, expect: { team: {} }'), false],
    [tested('given: {}, expect: { organization: Owner }'), false],
    [tested('given: {}, expect: { organization: [{}] }'), false],
    [tested('given: {}, expect: { teams: [] }'), false],
    [tested('given: {}, expect: { teams: { t: Owner } }'), false],
    [tested('given: {}, expect: { effects: [] }'), false],
    [tested('given: {}, expect: { effects: { badge: [] } }'), false],
    [tested('given: {}, expectNot: { effects: { role: [] } }'), false],
    [tested('forAll: [], expectNot: {}'), false],
    [tested('forAll: { groups: [a] }, expectNot: {}'), false],
    [tested('forAll: { inGroups: [{ displayName: a }] }, expectNot: {}'), false],
    [tested('forAll: { user: { title: x } }, expectNot: {}'), false],
    [tested("forAll: { user: '' }, expectNot: {}"), false],
    [tested('given: { user:  , groups: }, expect: { organization: , teams: { t: } }'), false],
    [tested('given: { groups: }, expect: { organization: , teams: { t: } }'), true],
    [tested('given: { groups: [2024, true] }, expectNot: { organization: [Owner], teams: { 7: [1] } }'), true],
    [tested('forAll: { inGroups: , user: user.active eq true }, expectNot: { effects: {} }'), true],
    ['teams: { createMissing: sometimes }', false],
    ['teams: { authoritative: [{}] }', false],
    ['teams: { create: true }', false],
    ['teams: []', false],
    ['limits: { maxRevocations: -1, maxRevocationPercent: 1 }', false],
    ['limits: { maxRevocations: 1, maxRevocationPercent: -1 }', false],
    ['limits: { maxRevocations: 1.5, maxRevocationPercent: 1 }', false],
    ['limits: { maxRevocations: 1, maxRevocationPercent: 1.5 }', false],
    ['limits: { maxRevocations: 1, maxRevocationPercent: 1, perDay: true }', false],
    ['limits: []', false],
    [rule('grant: []'), false],
    [rule('grant: [7]'), false],
    [rule('grant: [{ teamId: x, teamMemberRole: Steward }]'), false],
    [rule('grant: [{ type: organizationRole, organizationRole: Member, teamId: x }]'), false],
    [rule('grant: [{ type: teamMemberRole, teamId: [x], teamMemberRole: Steward }]'), false],
    ['[]', false],
    ['mapping', false],
    ['emailValidation: { equal: [userName] }', false],
    ['attributeMappings: [{ target: userName }]', false],
  ])('%s: %s', (text, expected) => {
    const { mapping } = decider.compile({ text, format: 'yaml' })
    expect({ schema: isValid(parse(text)), server: mapping !== null }).toEqual({ schema: expected, server: expected })
  })

  it('and of a file of tests', () => {
    expect(isTestFile({ tests: [{ name: 'a', given: {}, expect: {} }] })).toBe(true)
    const wrong = [
      {},
      [],
      { scimGroupMappings: [] },
      { tests: [], scimGroupMappings: [] },
      { tests: [{ name: 'a', given: {} }] },
    ]
    expect(wrong.filter((file) => isTestFile(file))).toEqual([])
  })

  it('with examples, which the schema itself allows where they stand', () => {
    const examined = exampled(toMappingSchema(vocabulary)).map(({ examples, ...schema }) => {
      const isAllowed = ajv.compile(JSON.parse(JSON.stringify(schema)) as object)
      return [schema.description, examples.length > 0 && examples.every((example) => isAllowed(example))]
    })
    expect(examined.length).toBeGreaterThan(5)
    expect(examined.filter(([, allowed]) => allowed !== true)).toEqual([])
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
