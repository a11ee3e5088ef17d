import type { Check, CheckGroup, CheckRow } from '../check.ts'
import { expectEqual, expectError, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { enterpriseSchema, patchSchema, userSchema, type Lab, type Resource } from '../lab.ts'
import { unlessInterop } from './unless-interop.ts'

const work = { value: 'ann@work.example', type: 'work', primary: true }
const home = { value: 'ann@home.example', type: 'home' }
const make = (lab: Lab): Promise<Resource> =>
  lab.user({ displayName: 'before', title: 'Dr', name: { givenName: 'Ann', familyName: 'Lee' }, emails: [work, home] })

/** Operations on such a user, and what must be read afterwards, by path. */
interface Change {
  readonly id: string
  readonly title: string
  readonly operations: readonly object[]
  readonly reads: readonly (readonly [path: readonly (string | number)[], value: Json | undefined])[]
  readonly source?: string
  readonly skip?: Check['skip']
}

const add = 'RFC 7644 §3.5.2.1'
const remove = 'RFC 7644 §3.5.2.2'
const replace = 'RFC 7644 §3.5.2.3'

const changes: readonly Change[] = [
  {
    id: 'add',
    title: 'add with a path sets',
    source: add,
    operations: [{ op: 'add', path: 'nickName', value: 'annie' }],
    reads: [
      [['nickName'], 'annie'],
      [['displayName'], 'before'],
    ],
  },
  {
    id: 'add-no-path',
    title: 'add without a path sets each attribute of the value',
    source: add,
    skip: unlessInterop,
    operations: [{ op: 'add', value: { nickName: 'annie', title: 'Prof' } }],
    reads: [
      [['nickName'], 'annie'],
      [['title'], 'Prof'],
    ],
  },
  {
    id: 'add-sub',
    title: 'add to a sub-attribute leaves the others',
    source: add,
    operations: [{ op: 'add', path: 'name.middleName', value: 'B' }],
    reads: [
      [['name', 'middleName'], 'B'],
      [['name', 'familyName'], 'Lee'],
    ],
  },
  {
    id: 'add-complex',
    title: 'add of a complex attribute merges',
    source: add,
    operations: [{ op: 'add', path: 'name', value: { givenName: 'Anna' } }],
    reads: [
      [['name', 'givenName'], 'Anna'],
      [['name', 'familyName'], 'Lee'],
    ],
  },
  {
    id: 'replace',
    title: 'replace with a path sets',
    source: replace,
    operations: [{ op: 'replace', path: 'displayName', value: 'after' }],
    reads: [
      [['displayName'], 'after'],
      [['title'], 'Dr'],
    ],
  },
  {
    id: 'replace-absent',
    title: 'replace of what is absent adds it',
    source: replace,
    operations: [{ op: 'replace', path: 'nickName', value: 'annie' }],
    reads: [[['nickName'], 'annie']],
  },
  {
    id: 'replace-no-path',
    title: 'replace without a path sets each attribute of the value',
    source: replace,
    skip: unlessInterop,
    operations: [{ op: 'replace', value: { displayName: 'after', active: false } }],
    reads: [
      [['displayName'], 'after'],
      [['active'], false],
      [['title'], 'Dr'],
    ],
  },
  {
    id: 'replace-sub',
    title: 'replace of a sub-attribute leaves the others',
    source: replace,
    operations: [{ op: 'replace', path: 'name.familyName', value: 'Li' }],
    reads: [
      [['name', 'familyName'], 'Li'],
      [['name', 'givenName'], 'Ann'],
    ],
  },
  {
    id: 'replace-urn',
    title: 'A path may have the URN of its schema',
    source: 'RFC 7644 §3.10',
    operations: [{ op: 'replace', path: `${userSchema}:displayName`, value: 'after' }],
    reads: [[['displayName'], 'after']],
  },
  {
    id: 'path-case',
    title: 'A path compares without case',
    source: 'RFC 7643 §2.1',
    operations: [{ op: 'replace', path: 'DISPLAYNAME', value: 'after' }],
    reads: [[['displayName'], 'after']],
  },
  {
    id: 'remove',
    title: 'remove takes away',
    source: remove,
    operations: [{ op: 'remove', path: 'title' }],
    reads: [
      [['title'], undefined],
      [['displayName'], 'before'],
    ],
  },
  {
    id: 'remove-sub',
    title: 'remove of a sub-attribute leaves the others',
    source: remove,
    operations: [{ op: 'remove', path: 'name.givenName' }],
    reads: [
      [['name', 'givenName'], undefined],
      [['name', 'familyName'], 'Lee'],
    ],
  },
  {
    id: 'remove-absent',
    title: 'remove of what is absent is no error',
    source: remove,
    operations: [{ op: 'remove', path: 'nickName' }],
    reads: [[['nickName'], undefined]],
  },
  {
    id: 'remove-multi',
    title: 'remove of an attribute of several values takes all',
    source: remove,
    operations: [{ op: 'remove', path: 'emails' }],
    reads: [[['emails'], undefined]],
  },
  {
    id: 'sequence',
    title: 'Operations are applied one after another',
    operations: [
      { op: 'replace', path: 'title', value: 'a' },
      { op: 'remove', path: 'title' },
      { op: 'add', path: 'title', value: 'b' },
    ],
    reads: [[['title'], 'b']],
  },
  {
    id: 'value-path-sub',
    title: 'replace of a sub-attribute of the values that a filter finds',
    source: replace,
    operations: [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'new@home.example' }],
    reads: [
      [['emails', 1, 'value'], 'new@home.example'],
      [['emails', 0, 'value'], work.value],
    ],
  },
  {
    id: 'value-path-remove',
    title: 'remove of the values that a filter finds',
    source: remove,
    operations: [{ op: 'remove', path: 'emails[type eq "home"]' }],
    reads: [
      [['emails', 0, 'value'], work.value],
      [['emails', 1], undefined],
    ],
  },
  {
    id: 'value-path-boolean',
    title: 'A filter in a path compares booleans',
    source: remove,
    operations: [{ op: 'remove', path: 'emails[primary eq true]' }],
    reads: [
      [['emails', 0, 'value'], home.value],
      [['emails', 1], undefined],
    ],
  },
  {
    id: 'multi-add',
    title: 'add to an attribute of several values adds to them',
    source: add,
    operations: [{ op: 'add', path: 'emails', value: [{ value: 'c@example.com', type: 'other' }] }],
    reads: [
      [['emails', 1, 'value'], home.value],
      [['emails', 2, 'value'], 'c@example.com'],
    ],
  },
  {
    id: 'multi-add-same',
    title: 'add of a value that is there adds nothing',
    source: add,
    operations: [{ op: 'add', path: 'emails', value: [home] }],
    reads: [[['emails', 2], undefined]],
  },
  {
    id: 'multi-replace',
    title: 'replace of an attribute of several values replaces all',
    source: replace,
    operations: [{ op: 'replace', path: 'emails', value: [{ value: 'only@example.com' }] }],
    reads: [
      [['emails', 0, 'value'], 'only@example.com'],
      [['emails', 1], undefined],
    ],
  },
]

function toRow({ id, operations, source, skip, reads, title }: Change): CheckRow {
  return {
    id,
    title,
    ...(source === undefined ? {} : { source }),
    ...(skip === undefined ? {} : { skip }),
    async run(lab) {
      const user = await make(lab)
      const reply = await lab.patch(`/Users/${user.id}`, operations)
      expectStatus(reply, 200, 204)
      const { body } = await lab.call('GET', `/Users/${user.id}`)
      for (const [path, value] of reads) {
        const found = at(body, ...path)
        const empty = value === undefined && Array.isArray(found) && found.length === 0
        if (!empty) expectEqual(found, value, path.join('.'))
      }
    },
  }
}

/** Operations that are refused, and by which scimType; the user stays as it was. */
const refused: readonly (readonly [id: string, title: string, operations: readonly object[], scimType?: string])[] = [
  [
    'unknown-op',
    'An operation that the RFC does not have',
    [{ op: 'move', path: 'title', value: 'x' }],
    'invalidSyntax',
  ],
  ['bad-path', 'A path that can not be parsed', [{ op: 'replace', path: 'emails[type eq', value: 'x' }], 'invalidPath'],
  ['bad-filter', 'A path with a broken filter', [{ op: 'replace', path: 'emails[type is "work"].value', value: 'x' }]],
  ['bad-value', 'A value of another type', [{ op: 'replace', path: 'name', value: 'Ann' }], 'invalidValue'],
  ['read-only', 'A read-only attribute', [{ op: 'replace', path: 'id', value: 'mine' }], 'mutability'],
  [
    'read-only-meta',
    'A read-only sub-attribute',
    [{ op: 'replace', path: 'meta.created', value: '1999-01-01T00:00:00Z' }],
    'mutability',
  ],
  ['required', 'Removing a required attribute', [{ op: 'remove', path: 'userName' }]],
  [
    'whole',
    'All of it where the last operation is refused',
    [
      { op: 'replace', path: 'displayName', value: 'after' },
      { op: 'move', path: 'x' },
    ],
  ],
]

/** Changing by PATCH (RFC 7644 §3.5.2). */
export const patchChecks: CheckGroup = {
  name: 'patch',
  source: 'RFC 7644 §3.5.2',
  skip: ({ patch }) => (patch ? null : 'the server announces no PATCH'),
  checks: [
    ...changes.map(toRow),
    ...refused.map(([id, title, operations, scimType]): CheckRow => ({
      id: `refuses-${id}`,
      title: `${title} is refused by 400 and changes nothing`,
      source: scimType === undefined ? 'RFC 7644 §3.5.2' : 'RFC 7644 §3.12',
      async run(lab) {
        const user = await make(lab)
        expectError(await lab.patch(`/Users/${user.id}`, operations), 400, scimType)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        for (const name of ['displayName', 'userName', 'title', 'emails', 'id'])
          expectEqual(at(body, name), user[name], name)
      },
    })),
    {
      id: 'refuses-no-target',
      title: 'remove without a path is refused by 400 and changes nothing',
      source: 'RFC 7644 §3.12',
      skip: unlessInterop,
      async run(lab) {
        const user = await make(lab)
        expectError(await lab.patch(`/Users/${user.id}`, [{ op: 'remove' }]), 400, 'noTarget')
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        for (const name of ['displayName', 'title']) expectEqual(at(body, name), user[name], name)
      },
    },
    {
      id: 'primary',
      title: 'A new primary value takes that from the one that was',
      source: 'RFC 7644 §3.5.2',
      async run(lab) {
        const user = await make(lab)
        const value = [{ value: 'new@example.com', type: 'other', primary: true }]
        expectStatus(await lab.patch(`/Users/${user.id}`, [{ op: 'add', path: 'emails', value }]), 200, 204)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        const primaries = elementsOf(at(body, 'emails')).filter((email) => at(email, 'primary') === true)
        expectEqual(
          primaries.map((email) => at(email, 'value') as Json),
          ['new@example.com'],
          'what is primary',
        )
      },
    },
    {
      id: 'extension',
      title: 'An attribute of an extension is changed by its URN',
      source: 'RFC 7644 §3.10',
      skip: ({ enterprise }) => (enterprise ? null : 'the server does not announce the enterprise extension'),
      async run(lab) {
        const user = await make(lab)
        const path = `${enterpriseSchema}:department`
        expectStatus(await lab.patch(`/Users/${user.id}`, [{ op: 'add', path, value: 'Sales' }]), 200, 204)
        const read = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(read.body, enterpriseSchema, 'department'), 'Sales', 'department')
        expectStatus(await lab.patch(`/Users/${user.id}`, [{ op: 'remove', path }]), 200, 204)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, enterpriseSchema, 'department'), undefined, 'department')
      },
    },
    {
      id: 'answer',
      title: 'PATCH answers 200 with the changed resource or 204 without',
      async run(lab) {
        const user = await make(lab)
        const reply = await lab.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'displayName', value: 'after' }])
        if (reply.status === 204) expectThat(reply.text === '', 'a 204 has a body')
        else expectEqual(at(reply.body, 'displayName'), 'after', 'displayName')
      },
    },
    {
      id: 'modified',
      title: 'A change moves meta.lastModified on',
      source: 'RFC 7643 §3.1',
      async run(lab) {
        const user = await make(lab)
        await lab.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'displayName', value: 'after' }])
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        const [before, after] = [at(user, 'meta', 'lastModified'), at(body, 'meta', 'lastModified')].map((one) =>
          Date.parse(String(one)),
        )
        expectThat(
          Number(after) >= Number(before),
          `it went from ${show(at(user, 'meta', 'lastModified'))} to ${show(at(body, 'meta', 'lastModified'))}`,
        )
      },
    },
    {
      id: 'unknown',
      title: 'PATCH of a resource that is not there is a 404',
      run: async (lab) =>
        expectError(await lab.patch(`/Users/${lab.unique()}`, [{ op: 'add', path: 'title', value: 'x' }]), 404),
    },
    {
      id: 'no-operations',
      title: 'A PatchOp without Operations is refused by 400',
      async run(lab) {
        const user = await make(lab)
        expectError(await lab.call('PATCH', `/Users/${user.id}`, { body: { schemas: [patchSchema] } }), 400)
      },
    },
  ],
}
