import { parseSchemas } from '@rolecall/core/scim/schema/configured/parse-schemas'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { createClient, type Client, type Reply } from './client.ts'
import { startRolecall, type Rolecall } from './rolecall.ts'
import { attributeValue, fragment, readLeaves, valueOf, valuesIn, type Leaf } from './schema-leaves.ts'

const ROOT = '/api/scim/v2'
const CORE = 'urn:ietf:params:scim:schemas:core:2.0'
const BADGE = 'urn:example:scim:schemas:extension:badge:1.0:User'
const COST = 'urn:example:scim:schemas:extension:cost:1.0:Group'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Every characteristic, in an extension and in a core schema, plain and within complex attributes. */
const configured = parseSchemas([
  {
    id: BADGE,
    resourceType: 'User',
    required: true,
    attributes: [
      { name: 'serial', required: true, uniqueness: 'server', mutability: 'immutable' },
      { name: 'code', caseExact: true, uniqueness: 'server' },
      { name: 'level', type: 'integer', uniqueness: 'server' },
      { name: 'ratio', type: 'decimal' },
      { name: 'since', type: 'dateTime', mutability: 'immutable' },
      { name: 'print', type: 'binary', returned: 'request' },
      { name: 'page', type: 'reference', referenceTypes: ['external'] },
      { name: 'buddy', type: 'reference', referenceTypes: ['User'] },
      { name: 'external', type: 'boolean', returned: 'always' },
      { name: 'pin', mutability: 'writeOnly' },
      { name: 'riddle', returned: 'never' },
      { name: 'state', canonicalValues: ['issued', 'lost'] },
      { name: 'seen', type: 'dateTime', mutability: 'readOnly' },
      { name: 'tags', multiValued: true, uniqueness: 'server' },
      { name: 'scores', type: 'integer', multiValued: true, returned: 'request' },
      {
        name: 'desk',
        type: 'complex',
        subAttributes: [
          { name: 'room', required: true },
          { name: 'key', mutability: 'immutable' },
          { name: 'alarm', mutability: 'writeOnly' },
          { name: 'note', returned: 'request' },
          { name: 'plate', uniqueness: 'server' },
        ],
      },
      {
        name: 'doors',
        type: 'complex',
        multiValued: true,
        subAttributes: [
          { name: 'value', required: true, caseExact: true, uniqueness: 'server' },
          { name: 'floor', type: 'integer' },
        ],
      },
    ],
  },
  {
    id: `${CORE}:User`,
    attributes: [
      { name: 'nationality', caseExact: true },
      { name: 'rank', type: 'integer', required: true },
    ],
  },
  {
    id: COST,
    resourceType: 'Group',
    attributes: [
      { name: 'object', uniqueness: 'server' },
      { name: 'secret', mutability: 'writeOnly' },
    ],
  },
  { id: `${CORE}:Group`, attributes: [{ name: 'purpose', returned: 'request' }] },
])

/**
 * What `/Schemas` says, held against what requests do (RFC 7643 §7): one test for each characteristic, over
 * every attribute. `members` are people of the organization, and have tests of their own.
 */
describe.each(eachDatabase)('what /Schemas says is true on $name', ({ create }) => {
  let rolecall: Rolecall
  let client: Client
  let other: Client
  let leaves: readonly Leaf[]
  let made = 0
  /** Numbers that no earlier value has; three for each call. */
  const fresh = (): readonly [number, number, number] => {
    made += 3
    return [made, made + 1, made + 2]
  }

  beforeAll(async () => {
    if (configured.issues.length > 0) throw new Error(JSON.stringify(configured.issues))
    rolecall = await startRolecall(create, configured.resourceTypes)
    const [here, there] = [await rolecall.createOrganization('here'), await rolecall.createOrganization('there')]
    client = createClient(rolecall.url, here.keys.scim)
    other = createClient(rolecall.url, there.keys.scim)
    leaves = (await readLeaves(client, ROOT)).filter(
      ({ attribute, endpoint }) => !isCatalogue(endpoint) && !(endpoint === '/Groups' && attribute.name === 'members'),
    )
  })
  afterAll(() => rolecall?.stop())

  /** What can be given is read only as a whole, and no body is ignored there: it is refused (405). */
  const isCatalogue = (endpoint: string): boolean => endpoint === '/Roles' || endpoint === '/Entitlements'

  /** The least that a resource must have, with a number that no other has. */
  function base({ endpoint }: Pick<Leaf, 'endpoint'>): Record<string, unknown> {
    made += 1
    if (endpoint === '/Groups') return { schemas: [`${CORE}:Group`], displayName: `group ${made}` }
    return { schemas: [`${CORE}:User`], userName: `user-${made}@example.com`, rank: 1, [BADGE]: { serial: `s${made}` } }
  }

  function withFragment(body: Record<string, unknown>, leaf: Leaf, value: unknown): Record<string, unknown> {
    const part = fragment(leaf, value)
    if (leaf.urn === undefined) return { ...body, ...part }
    return { ...body, [leaf.urn]: { ...(body[leaf.urn] as object), ...(part[leaf.urn] as object) } }
  }

  const post = (leaf: Leaf, value?: unknown, by = client): Promise<Reply> =>
    by('POST', ROOT + leaf.endpoint, { body: value === undefined ? base(leaf) : withFragment(base(leaf), leaf, value) })
  const patch = (leaf: Leaf, id: string, operation: object): Promise<Reply> =>
    client('PATCH', `${ROOT}${leaf.endpoint}/${id}?excludedAttributes=meta`, {
      body: { schemas: [PATCH], Operations: [operation] },
    })
  const get = (leaf: Leaf, id: string, query = ''): Promise<Reply> =>
    client('GET', `${ROOT}${leaf.endpoint}/${id}${query}`)
  const find = (leaf: Leaf, filter: string): Promise<Reply> =>
    client('GET', `${ROOT}${leaf.endpoint}?filter=${encodeURIComponent(filter)}`)

  /** Runs the check on each leaf and tells all that fail, by their path. */
  async function every(which: (leaf: Leaf) => boolean, check: (leaf: Leaf) => Promise<void>): Promise<void> {
    const chosen = leaves.filter(which)
    expect(chosen.length).toBeGreaterThan(0)
    const failures: string[] = []
    const tell = async (leaf: Leaf): Promise<void> => {
      try {
        await check(leaf)
      } catch (error) {
        failures.push(`${leaf.endpoint} ${leaf.path}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    for (let start = 0; start < chosen.length; start += 12) {
      await Promise.all(chosen.slice(start, start + 12).map(tell))
    }
    expect(failures).toEqual([])
  }

  const isWritten = ({ attribute, definition }: Leaf) =>
    attribute.mutability !== 'readOnly' && definition.mutability !== 'readOnly'
  const isHidden = ({ attribute, definition }: Leaf) =>
    [attribute, definition].some(({ mutability, returned }) => mutability === 'writeOnly' || returned === 'never')
  /** Always there, whatever a client does. */
  const isNeeded = ({ attribute, path }: Leaf) => attribute.required || path === 'active'
  /** `displayName` of groups and what is in bodies by itself is unique to each request here. */
  const readBack = async (leaf: Leaf, id: string): Promise<readonly unknown[]> =>
    valuesIn(leaf, (await get(leaf, id, `?attributes=${leaf.path}`)).body)

  it(
    'type and multiValued: values come back as they were sent, as a list where there can be several',
    { timeout: 120_000 },
    () =>
      every(
        (leaf) => isWritten(leaf) && !isHidden(leaf),
        async (leaf) => {
          const [one] = fresh()
          const value = valueOf(leaf, one)
          const { body, status } = await post(leaf, attributeValue(leaf, value, one))
          expect({ status, detail: body.detail }).toMatchObject({ status: 201 })
          expect(await readBack(leaf, body.id)).toEqual([value])
          const shown = (await get(leaf, body.id, `?attributes=${leaf.path}`)).body
          const parent = leaf.urn === undefined ? shown : shown[leaf.urn]
          expect(Array.isArray(parent[leaf.attribute.name])).toBe(leaf.attribute.multiValued)
        },
      ),
  )

  it('type: a value of another type is refused by name', { timeout: 120_000 }, () =>
    every(isWritten, async (leaf) => {
      const [one] = fresh()
      const wrong = { boolean: 'maybe', integer: 1.5, decimal: 'x', dateTime: 'yesterday', binary: '*' }[
        leaf.definition.type as 'boolean'
      ] ?? { a: 1 }
      const { body, status } = await post(leaf, attributeValue(leaf, wrong, one))
      expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidValue' })
      expect(body.detail).toContain(leaf.definition.name)
    }),
  )

  it('required: it can be neither left out nor taken away; what is not can be', { timeout: 120_000 }, () =>
    every(
      (leaf) => isWritten(leaf) && !isHidden(leaf),
      async (leaf) => {
        const [one] = fresh()
        const { body } = await post(leaf, attributeValue(leaf, valueOf(leaf, one), one))
        const required = leaf.sub === undefined ? isNeeded(leaf) : leaf.definition.required
        if (leaf.attribute.mutability !== 'immutable' && leaf.definition.mutability !== 'immutable') {
          const removed = await patch(leaf, body.id, { op: 'remove', path: leaf.path })
          if (leaf.path !== 'active') expect(removed.status >= 400).toBe(required)
        }
        if (leaf.sub !== undefined || leaf.path === 'active') return
        const without = base(leaf)
        const parent = (leaf.urn === undefined ? without : (without[leaf.urn] ?? {})) as Record<string, unknown>
        delete parent[leaf.attribute.name]
        const { status } = await client('POST', ROOT + leaf.endpoint, { body: without })
        expect(status).toBe(required ? 400 : 201)
      },
    ),
  )

  it('mutability readWrite: it can be replaced by PATCH and by PUT', { timeout: 120_000 }, () =>
    every(
      ({ attribute, definition, path }) =>
        [attribute, definition].every(({ mutability }) => mutability === 'readWrite') && path !== 'userName',
      async (leaf) => {
        const [one, two, three] = fresh()
        const { body } = await post(leaf, attributeValue(leaf, valueOf(leaf, one), one))
        const patched = await patch(leaf, body.id, {
          op: 'replace',
          path: leaf.path,
          value: leaf.definition.multiValued ? [valueOf(leaf, two)] : valueOf(leaf, two),
        })
        expect({ status: patched.status, detail: patched.body?.detail }).toMatchObject({ status: 200 })
        if (!isHidden(leaf)) expect(await readBack(leaf, body.id)).toEqual([valueOf(leaf, two)])
        const replaced = await client('PUT', `${ROOT}${leaf.endpoint}/${body.id}`, {
          body: withFragment({ ...body }, leaf, attributeValue(leaf, valueOf(leaf, three), three)),
        })
        expect({ status: replaced.status, detail: replaced.body.detail }).toMatchObject({ status: 200 })
        if (!isHidden(leaf)) expect(await readBack(leaf, body.id)).toEqual([valueOf(leaf, three)])
      },
    ),
  )

  it('mutability immutable: once there, it stays (RFC 7644 §3.5.1, §3.5.2)', { timeout: 120_000 }, () =>
    every(
      ({ attribute, definition }) =>
        attribute.mutability === 'immutable' || (definition.mutability === 'immutable' && !attribute.multiValued),
      async (leaf) => {
        const [one, two] = fresh()
        const { body } = await post(leaf, attributeValue(leaf, valueOf(leaf, one), one))
        const refused = { status: 400, body: { scimType: 'mutability' } }
        expect(await patch(leaf, body.id, { op: 'replace', path: leaf.path, value: valueOf(leaf, two) })).toMatchObject(
          refused,
        )
        expect(await patch(leaf, body.id, { op: 'remove', path: leaf.path })).toMatchObject(refused)
        const put = (value: unknown) =>
          client('PUT', `${ROOT}${leaf.endpoint}/${body.id}`, { body: withFragment({ ...body }, leaf, value) })
        expect(await put(attributeValue(leaf, valueOf(leaf, two), one))).toMatchObject(refused)
        expect(await put(attributeValue(leaf, valueOf(leaf, one), one))).toMatchObject({ status: 200 })
        expect(await readBack(leaf, body.id)).toEqual([valueOf(leaf, one)])
        if (isNeeded(leaf)) return
        // Left out of a PUT it stays; where there is none yet it may be added.
        expect(await put(undefined)).toMatchObject({ status: 200 })
        expect(await readBack(leaf, body.id)).toEqual([valueOf(leaf, one)])
        if (leaf.sub !== undefined) return
        const { id } = (await post(leaf)).body
        expect(await patch(leaf, id, { op: 'add', path: leaf.path, value: valueOf(leaf, two) })).toMatchObject({
          status: 200,
        })
        expect(await readBack(leaf, id)).toEqual([valueOf(leaf, two)])
      },
    ),
  )

  it('mutability readOnly: a body is ignored, a PATCH by path refused', { timeout: 120_000 }, () =>
    every(
      ({ attribute }) => attribute.mutability === 'readOnly',
      async (leaf) => {
        const [one] = fresh()
        const { body, status } = await post(leaf, attributeValue(leaf, valueOf(leaf, one), one))
        expect(status).toBe(201)
        expect(valuesIn(leaf, body)).toEqual([])
        const value = attributeValue(leaf, valueOf(leaf, one), one)
        const { attribute, urn } = leaf
        const path = urn === undefined ? attribute.name : `${urn}:${attribute.name}`
        expect(await patch(leaf, body.id, { op: 'replace', path, value })).toMatchObject({
          status: 400,
          body: { scimType: 'mutability' },
        })
      },
    ),
  )

  it(
    'returned never, mutability writeOnly: accepted, shown to nobody, and not to be found out by searching',
    { timeout: 120_000 },
    () =>
      every(isHidden, async (leaf) => {
        const [one] = fresh()
        const value = String(valueOf(leaf, one))
        const created = await post(leaf, attributeValue(leaf, value, one))
        expect(created.status).toBe(201)
        const { id } = created.body
        const patched = await patch(leaf, id, { op: 'replace', path: leaf.path, value })
        expect(patched.status).toBe(200)
        const shown = [
          created,
          patched,
          await get(leaf, id),
          await get(leaf, id, `?attributes=${leaf.path}`),
          await find(leaf, `id eq "${id}"`),
        ]
        expect(shown.map(({ text }) => text.includes(value))).toEqual(shown.map(() => false))
        expect(await find(leaf, `${leaf.path} eq "${value}"`)).toMatchObject({
          status: 400,
          body: { scimType: 'invalidFilter' },
        })
        expect(await find(leaf, `${leaf.path} pr`)).toMatchObject({ status: 400 })
        expect(await client('GET', `${ROOT}${leaf.endpoint}?sortBy=${leaf.path}`)).toMatchObject({ status: 400 })
      }),
  )

  it('returned default, always, request: in an answer when it is said to be', { timeout: 120_000 }, () =>
    every(
      (leaf) => isWritten(leaf) && !isHidden(leaf) && leaf.attribute.returned !== 'request',
      async (leaf) => {
        const [one] = fresh()
        const { definition, path } = leaf
        const { body } = await post(leaf, attributeValue(leaf, valueOf(leaf, one), one))
        const isIn = async (query: string) => valuesIn(leaf, (await get(leaf, body.id, query)).body).length > 0
        const [always, onRequest] = [definition.returned === 'always', definition.returned === 'request']
        expect({
          written: valuesIn(leaf, body).length > 0,
          read: await isIn(''),
          asked: await isIn(`?attributes=${path}`),
          notAsked: await isIn('?attributes=meta.created'),
          excluded: await isIn(`?excludedAttributes=${path}`),
        }).toEqual({ written: true, read: !onRequest, asked: true, notAsked: always, excluded: always })
      },
    ),
  )

  it(
    'returned request: shown where asked for, and in the answer to the request that wrote it',
    { timeout: 120_000 },
    () =>
      every(
        ({ attribute }) => attribute.returned === 'request',
        async (leaf) => {
          const [one, two] = fresh()
          const value = attributeValue(leaf, valueOf(leaf, one), one)
          const { body } = await post(leaf, value)
          expect(valuesIn(leaf, body)).toEqual([valueOf(leaf, one)])
          expect(valuesIn(leaf, (await get(leaf, body.id)).body)).toEqual([])
          expect(await readBack(leaf, body.id)).toEqual([valueOf(leaf, one)])
          const patched = await patch(leaf, body.id, {
            op: 'replace',
            path: leaf.path,
            value: attributeValue(leaf, valueOf(leaf, two), two),
          })
          expect(valuesIn(leaf, patched.body)).toEqual([valueOf(leaf, two)])
          const name = leaf.endpoint === '/Users' ? 'nickName' : 'displayName'
          const unrelated = await patch(leaf, body.id, { op: 'replace', path: name, value: 'N' })
          expect(valuesIn(leaf, unrelated.body)).toEqual([])
        },
      ),
  )

  it(
    'uniqueness server: refused by name within the organization, by POST, PUT and PATCH, free again afterwards',
    { timeout: 120_000 },
    () =>
      every(
        (leaf) => isWritten(leaf) && leaf.definition.uniqueness === 'server',
        async (leaf) => {
          const [one, two, three] = fresh()
          const value = valueOf(leaf, one)
          const swapped = leaf.definition.caseExact || typeof value !== 'string' ? value : value.toUpperCase()
          const first = await post(leaf, attributeValue(leaf, value, one))
          expect(first.status).toBe(201)
          const taken = { status: 409, body: { scimType: 'uniqueness', detail: expect.stringContaining(leaf.path) } }
          expect(await post(leaf, attributeValue(leaf, swapped, two))).toMatchObject(taken)
          expect(await post(leaf, attributeValue(leaf, value, one), other)).toMatchObject({ status: 201 })
          const second = await post(leaf, attributeValue(leaf, valueOf(leaf, three), three))
          if (leaf.attribute.mutability === 'readWrite' && leaf.path !== 'userName') {
            expect(
              await patch(leaf, second.body.id, {
                op: 'replace',
                path: leaf.path,
                value: leaf.definition.multiValued ? [swapped] : swapped,
              }),
            ).toMatchObject(taken)
            const put = await client('PUT', `${ROOT}${leaf.endpoint}/${second.body.id}`, {
              body: withFragment({ ...second.body }, leaf, attributeValue(leaf, swapped, two)),
            })
            expect(put).toMatchObject(taken)
            expect(await readBack(leaf, second.body.id)).toEqual([valueOf(leaf, three)])
            // Its own value is no conflict.
            expect(
              await patch(leaf, first.body.id, {
                op: 'replace',
                path: leaf.path,
                value: leaf.definition.multiValued ? [swapped] : swapped,
              }),
            ).toMatchObject({ status: 200 })
          }
          expect(await client('DELETE', `${ROOT}${leaf.endpoint}/${first.body.id}`)).toMatchObject({ status: 204 })
          expect(await post(leaf, attributeValue(leaf, value, three))).toMatchObject({ status: 201 })
        },
      ),
  )

  it('uniqueness none: two may have it', { timeout: 120_000 }, () =>
    every(
      (leaf) => isWritten(leaf) && leaf.definition.uniqueness === 'none' && leaf.attribute.uniqueness === 'none',
      async (leaf) => {
        const [one, two] = fresh()
        const siblings = (leaf.attribute.subAttributes ?? []).some(
          ({ required, uniqueness }) => required && uniqueness === 'server',
        )
        const bodies = [
          attributeValue(leaf, valueOf(leaf, one), one),
          attributeValue(leaf, valueOf(leaf, one), siblings ? two : one),
        ]
        for (const body of bodies) expect(await post(leaf, body)).toMatchObject({ status: 201 })
      },
    ),
  )

  it('caseExact: a filter finds a value in another case, or does not', { timeout: 120_000 }, () =>
    every(
      (leaf) =>
        isWritten(leaf) &&
        !isHidden(leaf) &&
        typeof valueOf(leaf, 1) === 'string' &&
        leaf.definition.type !== 'dateTime',
      async (leaf) => {
        const [one] = fresh()
        const value = String(valueOf(leaf, one))
        const { body } = await post(leaf, attributeValue(leaf, value, one))
        const filter = (text: string) => find(leaf, `id eq "${body.id}" and ${leaf.path} eq "${text}"`)
        expect((await filter(value)).body).toMatchObject({ totalResults: 1 })
        expect((await filter(value.toUpperCase())).body).toMatchObject({
          totalResults: leaf.definition.caseExact ? 0 : 1,
        })
      },
    ),
  )

  it(
    'numbers, booleans and dates are found by their value, and every attribute can be sorted by',
    { timeout: 120_000 },
    () =>
      every(
        (leaf) => isWritten(leaf) && !isHidden(leaf),
        async (leaf) => {
          const [one] = fresh()
          const value = valueOf(leaf, one)
          const { body } = await post(leaf, attributeValue(leaf, value, one))
          const found = await find(leaf, `id eq "${body.id}" and ${leaf.path} eq ${JSON.stringify(value)}`)
          expect({ detail: found.body.detail, total: found.body.totalResults }).toEqual({ detail: undefined, total: 1 })
          expect(await client('GET', `${ROOT}${leaf.endpoint}?sortBy=${leaf.path}&count=3`)).toMatchObject({
            status: 200,
          })
        },
      ),
  )

  it('canonicalValues: suggestions, as RFC 7643 §7 has them; another value is kept as sent', { timeout: 120_000 }, () =>
    every(
      (leaf) => isWritten(leaf) && leaf.definition.canonicalValues !== undefined,
      async (leaf) => {
        const [one] = fresh()
        const { body } = await post(leaf, attributeValue(leaf, 'of-their-own', one))
        expect(valuesIn(leaf, body)).toEqual(['of-their-own'])
      },
    ),
  )
})
