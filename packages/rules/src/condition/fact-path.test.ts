import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import { describe, expect, it } from 'vitest'
import { parseFactPath, PathMistake, toFactPath } from './fact-path.ts'
import { toSourceTypes, type FactSource } from './fact-sources.ts'

const types = toSourceTypes({ resourceTypes: standardResourceTypes })
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

describe('a path into what rules look at', () => {
  it.each<[FactSource, string, unknown, readonly unknown[]]>([
    ['user', 'title', { title: 'Boss' }, ['Boss']],
    ['user', 'TITLE', { title: 'Boss' }, ['Boss']],
    ['user', 'title', {}, []],
    ['user', 'externalId', { externalId: 'e' }, ['e']],
    ['user', 'name.givenName', { name: { givenName: 'Ann' } }, ['Ann']],
    ['user', 'emails.value', { emails: [{ value: 'a' }, { value: 'b' }] }, ['a', 'b']],
    ['user', 'emails[type eq "work"].value', { emails: [{ value: 'a' }, { value: 'b', type: 'Work' }] }, ['b']],
    ['user', `${enterprise}:department`, { [enterprise]: { department: 'd' } }, ['d']],
    ['group', 'displayName', { displayName: 'g' }, ['g']],
    ['group', 'id', { id: 'g1' }, ['g1']],
    ['group', 'externalId', { externalId: 'e' }, ['e']],
    ['member', 'type', { type: 'User' }, ['User']],
    ['member', 'value', { value: 'v' }, ['v']],
    ['member', 'display', { display: 'd' }, ['d']],
  ])('of a %s: %s of %j is %j', (of, text, data, values) => {
    const path = parseFactPath(of, text, types)
    expect(path).toMatchObject({ key: `${of} ${text}`, of, text })
    expect(path.valuesOf(data as Parameters<typeof path.valuesOf>[0])).toEqual(values)
  })

  it('knows what is compared: the sub-attribute, or the attribute itself', () => {
    const leafOf = (text: string) => parseFactPath('user', text, types).leaf
    expect(leafOf('emails.primary')).toMatchObject({ name: 'primary', type: 'boolean' })
    expect(leafOf('emails')).toMatchObject({ name: 'emails', type: 'complex' })
    expect(leafOf('externalId')).toMatchObject({ name: 'externalId', caseExact: true })
  })

  const mean = 'did you mean'
  it.each<[FactSource, string, string, number, string]>([
    ['user', 'titel', 'UNKNOWN_ATTRIBUTE', 0, `Users have no attribute 'titel'; ${mean} 'title'?`],
    ['user', 'id', 'UNKNOWN_ATTRIBUTE', 0, "Users have no attribute 'id'; expected one of "],
    ['user', 'meta', 'UNKNOWN_ATTRIBUTE', 0, "Users have no attribute 'meta'; "],
    ['user', 'schemas', 'UNKNOWN_ATTRIBUTE', 0, "Users have no attribute 'schemas'; "],
    ['user', 'groups', 'UNKNOWN_ATTRIBUTE', 0, "Users have no attribute 'groups'; "],
    ['user', 'externalID7', 'UNKNOWN_ATTRIBUTE', 0, `Users have no attribute 'externalID7'; ${mean} 'externalId'?`],
    ['user', `${enterprise}:departmen`, 'UNKNOWN_ATTRIBUTE', 0, `${mean} '${enterprise}:department'?`],
    ['user', 'name.given', 'UNKNOWN_ATTRIBUTE', 0, "Users have no attribute 'name.given'; "],
    [
      'user',
      'emails[type eq "work"].valu',
      'UNKNOWN_ATTRIBUTE',
      23,
      `'emails' has no sub-attribute 'valu'; ${mean} 'value'?`,
    ],
    [
      'user',
      'emails[type eq "work"].street',
      'UNKNOWN_ATTRIBUTE',
      23,
      "'emails' has no sub-attribute 'street'; expected 'value', 'display', 'type', 'primary'.",
    ],
    ['user', 'title[value eq "x"]', 'INVALID_PATH', 0, "'title' has no values to choose from."],
    ['user', 'emails[', 'INVALID_PATH', 7, '.'],
    ['user', 'emails[typ eq "work"]', 'INVALID_PATH', 7, '.'],
    ['user', 'emails[type eq true]', 'INVALID_PATH', 7, '.'],
    [
      'group',
      'members',
      'UNKNOWN_ATTRIBUTE',
      0,
      "Groups have no attribute 'members'; expected 'id', 'externalId', 'displayName'.",
    ],
    ['group', 'meta', 'UNKNOWN_ATTRIBUTE', 0, "Groups have no attribute 'meta'; "],
    [
      'member',
      'id',
      'UNKNOWN_ATTRIBUTE',
      0,
      "Memberships have no attribute 'id'; expected 'value', 'type', 'display'.",
    ],
    ['member', 'externalId', 'UNKNOWN_ATTRIBUTE', 0, "Memberships have no attribute 'externalId'; "],
  ])('refuses of a %s: %s with %s at %i', (of, text, code, position, message) => {
    let mistake: unknown
    try {
      parseFactPath(of, text, types)
    } catch (error) {
      mistake = error
    }
    expect(mistake).toBeInstanceOf(PathMistake)
    expect(mistake).toMatchObject({ code, position, message: expect.stringContaining(message) })
    // Where it stands is told by line and column, not within the sentence.
    expect((mistake as PathMistake).message).not.toContain('position')
  })
})

describe('the path of a fact that a plugin contributes', () => {
  const definition = {
    name: 'age',
    summary: 'How old.',
    of: 'user',
    type: 'integer',
    valuesOf: () => [7],
  } as const

  it('is the fact itself, with all its values', () => {
    const path = toFactPath(definition)
    expect(path).toMatchObject({ key: 'fact age', of: 'user', text: 'age', attribute: null, filter: undefined })
    expect(path.leaf).toMatchObject({
      name: 'age',
      description: 'How old.',
      type: 'integer',
      caseExact: false,
      multiValued: true,
    })
    expect(path.valuesOf({})).toEqual([7])
    expect(toFactPath({ ...definition, type: 'string', caseExact: true }).leaf).toMatchObject({ caseExact: true })
  })
})
