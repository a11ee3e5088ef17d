import { startPlugins } from '@rolecall/core/host/start-plugins'
import type { TransactionContext } from '@rolecall/core/plugin/contexts'
import type { ParsedRequest, ResourceChange } from '@rolecall/core/plugin/hook-points'
import type { ResourceData } from '@rolecall/core/scim/resource/resource-data'
import { Tolerances } from '@rolecall/core/scim/tolerance'
import { createDecider } from '@rolecall/rules/create-decider'
import { describe, expect, it } from 'vitest'
import { entra } from './plugin.ts'

const log = () => ({ info: () => undefined, warn: () => undefined, error: () => undefined })

const start = (config?: unknown) => startPlugins([{ plugin: entra, config, origin: 'config' }], { log })

async function compile(text: string, config?: unknown) {
  const { mappingKinds: kinds, operators } = await start(config)
  return createDecider({ kinds, operators }).compile({ text, format: 'yaml' })
}

async function findingsOf(user: ResourceData, text = '', config?: unknown) {
  const { mapping } = await compile(text, config)
  const decision = await mapping?.decide([{ id: 'ann', user, groups: [] }], new Set(['user']))
  expect(
    decision?.assignments.every(({ effect, source }) => effect === 'finding' && source === 'attributeMappings'),
  ).toBe(true)
  return decision?.assignments.map(({ value }) => ({ code: value['code'], message: String(value['message']) })) ?? []
}

const codesOf = async (...args: Parameters<typeof findingsOf>) => (await findingsOf(...args)).map(({ code }) => code)

const objectId = '2d2b8b1c-2f38-4e0e-9a3b-3f1f7a4b9c10'
const guide = `
attributeMappings:
  - { target: userName, source: userPrincipalName, matchingPrecedence: 1 }
  - { target: active, source: 'Switch([IsSoftDeleted], , "False", "True", "True", "False")' }
  - { target: displayName, source: displayName }
  - { target: 'emails[type eq "work"].value', source: mail }
  - { target: externalId, source: objectId }
`

/** What arrives from Entra when the owner has followed the guide. */
const proper: ResourceData = {
  userName: 'ann@example.com',
  externalId: objectId,
  active: true,
  displayName: 'Ann Lee',
  emails: [{ type: 'work', value: 'ann@example.com', primary: true }],
}

it('finds nothing about a user who arrives as the guide says', async () => {
  expect(await codesOf(proper)).toEqual([])
  expect(await codesOf(proper, guide)).toEqual([])
})

describe('user-name-not-email', () => {
  it.each([
    ['ann@example.com', true],
    ['Änn.Lee+x@sub.example.co.uk', true],
    ['ann', false],
    ['ann@localhost', false],
    ['@example.com', false],
    ['ann@example.', false],
    ['ann@.com', false],
    ['ann lee@example.com', false],
    ['ann@b@example.com', false],
    [`${'a'.repeat(250)}@example.com`, false],
    ['ann_example.com#EXT#@contoso.onmicrosoft.com', false],
  ])('for %s: an address is %s', async (userName, address) => {
    expect((await codesOf({ ...proper, userName })).includes('user-name-not-email')).toBe(!address)
  })

  it('names the mapping to mail', async () => {
    const [finding] = await findingsOf({ ...proper, userName: 'ann' })
    expect(finding?.message).toContain('map userName to mail')
  })
})

describe('external-id-not-object-id, where the mapping file says what was typed into Entra', () => {
  it.each([
    [objectId, []],
    [objectId.toUpperCase(), []],
    ['annlee', ['external-id-not-object-id']],
    ['00u1a2b3c4d5e6f7g8h9', ['external-id-not-object-id']],
    [`${objectId}0`, ['external-id-not-object-id']],
  ])('externalId %s', async (externalId, codes) => {
    expect(await codesOf({ ...proper, externalId }, guide)).toEqual(codes)
  })

  it('is no finding without an externalId', async () => {
    const { externalId: _, ...user } = proper
    expect(await codesOf(user, guide)).toEqual([])
  })

  it('is not asked where externalId is meant to be something else; of that the author is warned', async () => {
    const text = guide.replace('objectId', 'mailNickname')
    expect(await codesOf({ ...proper, externalId: 'ann' }, text)).toEqual([])
    expect((await compile(text)).diagnostics).toEqual([
      expect.objectContaining({ severity: 'warning', line: 7, column: 5, code: 'ENTRA_EXTERNAL_ID_SOURCE' }),
    ])
  })
})

describe('external-id-not-object-id, where the provider is not known', () => {
  it.each([
    ['Entra’s default, mailNickname', { externalId: 'ann' }],
    ['mailNickname in another case', { externalId: 'ANN' }],
    ['mailNickname, where userName is another address', { userName: 'a.lee@example.com', externalId: 'ann' }],
    ['a user name in a domain that only Entra has', { userName: 'x@contoso.onmicrosoft.com', externalId: '4711' }],
  ])('is found for %s', async (_what, user) => {
    expect(await codesOf({ ...proper, ...user })).toEqual(['external-id-not-object-id'])
  })

  it.each([
    ['Okta', '00u1a2b3c4d5e6f7g8h9'],
    ['OneLogin', '184629304'],
    ['JumpCloud', '5f1a2b3c4d5e6f7a8b9c0d1e'],
    ['Google', '107691503500061502349'],
    ['authentik', '8d9f7a6b5c4d3e2f1a0b'],
    ['any other', 'ann@example.com'],
  ])('is not found for the ids of %s', async (_provider, externalId) => {
    expect(await codesOf({ ...proper, externalId })).toEqual([])
  })

  it('is not found either by a mapping in the configuration file, which is for every organization', async () => {
    const config = { attributeMappings: [{ target: 'externalId', source: 'objectId' }] }
    expect(await codesOf({ ...proper, externalId: '00u1a2b3c4d5e6f7g8h9' }, '', config)).toEqual([])
  })
})

describe('unexpected-attribute', () => {
  const user: ResourceData = {
    ...proper,
    title: 'Engineer',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'R&D' },
  }

  it('names what arrives and is in no mapping', async () => {
    expect(await findingsOf(user, guide)).toEqual([
      {
        code: 'unexpected-attribute',
        message:
          'Microsoft Entra ID sends title, urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department, which attributeMappings does not name. Delete the mapping in Entra, or name it in attributeMappings.',
      },
    ])
  })

  it('knows an attribute by a part of it, by another case and by its whole name', async () => {
    const text = `${guide}
  - { target: TITLE, source: jobTitle }
  - { target: urn:ietf:params:scim:schemas:core:2.0:User:nickName, source: mailNickname }
  - { target: name.givenName, source: givenName }
  - { target: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', source: department }
`
    expect(await codesOf({ ...user, nickName: 'ann', name: { givenName: 'Ann' } }, text)).toEqual([])
  })

  it('is not found where the mapping file says nothing: another provider sends what it likes', async () => {
    expect(await codesOf(user)).toEqual([])
  })

  it('is not found where the section is empty', async () => {
    expect(await codesOf(user, 'attributeMappings: []')).toEqual([])
  })
})

describe('the section', () => {
  it.each([
    [
      'two mappings to one target',
      '[{ target: title, source: a }, { target: Title, source: b }]',
      '1:51 ENTRA_DUPLICATE_TARGET',
    ],
    ['an unknown target', '[{ target: mail, source: mail }]', '1:31 UNKNOWN_ATTRIBUTE'],
    ['groups, which no mapping of users writes', '[{ target: groups, source: a }]', '1:31 UNKNOWN_ATTRIBUTE'],
    ['a precedence of 0', '[{ target: title, source: a, matchingPrecedence: 0 }]', '1:69 WRONG_TYPE'],
    ['no source', '[{ target: title }]', '1:21 MISSING_KEY'],
    ['an unknown key', '[{ target: title, source: a, apply: always }]', '1:49 UNKNOWN_KEY'],
  ])('refuses %s', async (_what, list, expected) => {
    const { diagnostics, mapping } = await compile(`attributeMappings: ${list}`)
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`).join('|')).toBe(expected)
    expect(mapping).toBeNull()
  })
})

it.each([
  { attributeMappings: [{ target: 'userName' }] },
  { mappings: [] },
  { attributeMappings: [{ target: 'a', source: 'b', matchingPrecedence: 0 }] },
])('refuses the configuration %j', async (config) => {
  await expect(start(config)).rejects.toMatchObject({ name: 'ConfigurationError' })
})

describe('request.normalize', () => {
  const core = 'urn:ietf:params:scim:schemas:core:2.0:Group'
  const own = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'
  const group = (...schemas: readonly string[]): ParsedRequest => ({
    operation: 'create',
    resourceType: 'Group',
    body: { schemas, displayName: 'g' },
  })

  async function normalize(request: ParsedRequest, strict = false) {
    const tolerances = new Tolerances({ strict })
    const answer = (await start()).normalize(request, { organizationId: 'org', tolerances })
    return { answer, recorded: tolerances.recorded }
  }

  it('takes the schema that only Entra has out of a group, and says so', async () => {
    expect(await normalize(group(core, own))).toEqual({ answer: group(core), recorded: ['entra-group-schema'] })
    expect((await normalize(group(own.toLowerCase(), core))).answer).toEqual(group(core))
  })

  it('leaves a standard group as it is', async () => {
    const request = group(core)
    const { answer, recorded } = await normalize(request)
    expect(answer).toBe(request)
    expect(recorded).toEqual([])
  })

  it('tolerates nothing in strict mode', async () => {
    expect(await normalize(group(core, own), true)).toEqual({ answer: group(core, own), recorded: [] })
  })

  it.each<ParsedRequest>([
    { operation: 'create', resourceType: 'Group', body: { displayName: 'g' } },
    { operation: 'create', resourceType: 'Group', body: { schemas: own } },
    { operation: 'patch', resourceType: 'Group', operations: [] },
  ])('passes on %j', async (request) => {
    expect((await normalize(request)).answer).toBe(request)
  })
})

describe('resource.derive', () => {
  const context: TransactionContext = {
    organizationId: 'org',
    tolerances: new Tolerances(),
    now: '2026-01-01T00:00:00.000Z',
    userNameMutable: false,
    reader: {
      findUser: () => expect.unreachable(),
      findUserByUserName: () => expect.unreachable(),
      findUsersByExternalId: () => expect.unreachable(),
      listGroupsOf: () => expect.unreachable(),
    },
  }
  const change = (after: ResourceData, operation: ResourceChange['operation'] = 'create'): ResourceChange => ({
    resourceType: 'User',
    operation,
    before: operation === 'create' ? null : {},
    after,
  })
  const displayNameOf = async (after: ResourceData, config?: unknown) =>
    (await (await start(config)).derive(change(after), context))['displayName']

  it('gives a new user without displayName the name that its parts make', async () => {
    expect(await displayNameOf({ name: { formatted: 'Dr Ann Lee', givenName: 'Ann' } })).toBe('Dr Ann Lee')
    expect(await displayNameOf({ name: { givenName: 'Ann', familyName: 'Lee' } })).toBe('Ann Lee')
    expect(await displayNameOf({ name: { familyName: 'Lee' } })).toBe('Lee')
    expect(await displayNameOf({ userName: 'ann@example.com' })).toBeUndefined()
    expect(await displayNameOf({ name: { honorificPrefix: 'Dr' } })).toBeUndefined()
  })

  it('keeps a displayName that was sent', async () => {
    const after = { displayName: 'Annie', name: { formatted: 'Ann Lee' } }
    expect(await (await start()).derive(change(after), context)).toBe(after)
  })

  it('does not bring back a displayName that Entra removed', async () => {
    const after = { name: { formatted: 'Ann Lee' } }
    const host = await start()
    expect(await host.derive(change(after, 'patch'), context)).toBe(after)
    expect(await host.derive(change(after, 'replace'), context)).toBe(after)
  })

  it('leaves displayName alone where the configuration maps none', async () => {
    expect(await displayNameOf({ name: { formatted: 'Ann Lee' } }, { attributeMappings: [] })).toBeUndefined()
  })
})
