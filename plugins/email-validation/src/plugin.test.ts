import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { createDecider } from '@rolecall/rules/create-decider'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equalIgnoringCase } from './equal-ignoring-case.ts'
import { emailValidation } from './plugin.ts'

const log = () => ({ info: () => undefined, warn: () => undefined, error: () => undefined })

async function start(config?: unknown) {
  const { mappingKinds: kinds, operators } = await startPlugins(
    [{ plugin: emailValidation, config, origin: 'config' }],
    { log },
  )
  return createDecider({ kinds, operators })
}

async function isValidated(user: ResourceData, text = '', config?: unknown): Promise<boolean> {
  const { mapping } = (await start(config)).compile({ text, format: 'yaml' })
  const decision = await mapping?.decide([{ id: 'ann', user, groups: [] }], new Set(['user']))
  expect(decision?.sections).toMatchObject([{ name: 'emailValidation' }])
  const [assignment] = decision?.assignments ?? []
  if (assignment !== undefined)
    expect(assignment).toMatchObject({
      effect: 'email.validated',
      value: { validated: true },
      source: 'emailValidation',
    })
  return assignment !== undefined
}

const work = (value: string) => ({ type: 'work', value })

describe('an e-mail address counts as validated', () => {
  it.each<[string, ResourceData, boolean]>([
    ['userName equals the work address', { userName: 'ann@example.com', emails: [work('ann@example.com')] }, true],
    ['they differ by case', { userName: 'Ann@Example.com', emails: [work('ANN@EXAMPLE.COM')] }, true],
    ['they differ by case beyond ASCII', { userName: 'ÄNN@example.com', emails: [work('änn@example.com')] }, true],
    [
      'the second of two work addresses equals',
      { userName: 'ann@example.com', emails: [work('a@example.com'), work('ann@example.com')] },
      true,
    ],
    [
      'the type is written in another case',
      { userName: 'ann@example.com', emails: [{ type: 'Work', value: 'ann@example.com' }] },
      true,
    ],
    [
      'another address equals',
      { userName: 'ann@example.com', emails: [{ type: 'home', value: 'ann@example.com' }] },
      false,
    ],
    ['the address has no type', { userName: 'ann@example.com', emails: [{ value: 'ann@example.com' }] }, false],
    ['they differ', { userName: 'ann@example.com', emails: [work('bob@example.com')] }, false],
    ['one contains the other', { userName: 'ann@example.com', emails: [work('ann@example.com.evil.example')] }, false],
    ['there is no address', { userName: 'ann@example.com' }, false],
    ['a work address has no value', { userName: 'ann@example.com', emails: [{ type: 'work' }] }, false],
  ])('%s', async (_when, user, expected) => {
    expect(await isValidated(user)).toBe(expected)
  })

  it('by what the mapping file of the organization says', async () => {
    const user = {
      userName: 'ann',
      externalId: 'ANN@example.com',
      emails: [{ type: 'home', value: 'ann@example.com' }],
    }
    expect(await isValidated(user, 'emailValidation: { equal: [externalId, emails.value] }')).toBe(true)
  })

  it('by the default of the configuration file, where the organization says nothing', async () => {
    const user = { userName: 'ann@example.com', emails: [{ type: 'home', value: 'ann@example.com' }] }
    expect(await isValidated(user, '', { equal: ['userName', 'emails.value'] })).toBe(true)
  })
})

describe('the section', () => {
  it.each([
    ['a path that can not be read', "emailValidation: { equal: [userName, 'emails[type eq'] }", '1:53 INVALID_PATH'],
    ['an unknown attribute', 'emailValidation: { equal: [userNam, emails.value] }', '1:28 UNKNOWN_ATTRIBUTE'],
    [
      'an unknown sub-attribute',
      'emailValidation: { equal: [userName, \'emails[type eq "work"].valu\'] }',
      '1:62 UNKNOWN_ATTRIBUTE',
    ],
    ['one path', 'emailValidation: { equal: [userName] }', '1:27 EMAIL_VALIDATION_PATHS'],
    ['three paths', 'emailValidation: { equal: [userName, externalId, title] }', '1:27 EMAIL_VALIDATION_PATHS'],
    ['another key', 'emailValidation: { equals: [userName, externalId] }', '1:18 MISSING_KEY|1:20 UNKNOWN_KEY'],
    ['no mapping', 'emailValidation: true', '1:18 WRONG_TYPE'],
  ])('refuses %s', async (_what, text, expected) => {
    const { diagnostics } = (await start()).compile({ text, format: 'yaml' })
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`).join('|')).toBe(expected)
  })
})

describe('the configuration', () => {
  it.each([{ equal: ['userName'] }, { equal: 'userName' }, { equals: ['a', 'b'] }, 5])('refuses %j', async (config) => {
    await expect(start(config)).rejects.toMatchObject({ name: 'ConfigurationError' })
  })

  it('is told at the start that an attribute is unknown', async () => {
    await expect(start({ equal: ['userName', 'mail'] })).rejects.toMatchObject({
      name: 'ConfigurationError',
      issues: [{ path: 'UNKNOWN_ATTRIBUTE' }],
    })
  })
})

it('equalIgnoringCase is symmetric, and true for every value in another case', () => {
  const values = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 })
  fc.assert(
    fc.property(values, values, fc.string({ unit: 'grapheme' }), (left, right, text) => {
      expect(equalIgnoringCase.evaluate(left, right)).toBe(equalIgnoringCase.evaluate(right, left))
      expect(equalIgnoringCase.evaluate([...left, text.toLowerCase()], [...right, text])).toBe(true)
    }),
  )
})
