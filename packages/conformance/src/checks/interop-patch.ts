import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectStatus } from '../expect.ts'
import { at, type Json } from '../json.ts'
import type { Lab, Resource } from '../lab.ts'

const section = (number: string): string => `Interoperability Profile §${number}`

const work = { value: 'ann@work.example', type: 'work' }
const home = { value: 'ann@home.example', type: 'home' }
const make = (lab: Lab): Promise<Resource> =>
  lab.user({ title: 'Dr', name: { givenName: 'Ann', familyName: 'Lee' }, emails: [work] })

/** The user after an operation that must succeed. */
async function after(lab: Lab, { id }: Resource, operation: object): Promise<Json | undefined> {
  expectStatus(await lab.patch(`/Users/${id}`, [operation]), 200, 204)
  return (await lab.call('GET', `/Users/${id}`)).body
}

/** Refused as a whole, also what stands beside it. */
async function expectRefused(lab: Lab, { id }: Resource, operation: object): Promise<void> {
  const operations = [{ op: 'replace', path: 'title', value: 'Prof' }, operation]
  expectError(await lab.patch(`/Users/${id}`, operations), 400, 'invalidSyntax')
  expectEqual(at((await lab.call('GET', `/Users/${id}`)).body, 'title'), 'Dr', 'title')
}

/** The PATCH of the SCIM Interoperability Profile (draft-zollner-scim-interop-profile-01 §6.5), narrower than that of RFC 7644. */
export const interopPatchChecks: CheckGroup = {
  name: 'interop-patch',
  source: section('6.5.2.1'),
  profile: 'interop',
  checks: [
    {
      id: 'unknown-names',
      row: 'INT-07',
      title: 'PATCH of an attribute that no definition knows is refused whole by 400 invalidSyntax',
      source: section('5.3'),
      async run(lab) {
        const user = await make(lab)
        for (const [path, value] of [
          ['colour', 'red'],
          ['name.colour', 'red'],
          ['name', { colour: 'red' }],
          ['emails', [{ value: 'a@example.com', colour: 'red' }]],
          ['urn:example:params:scim:schemas:colours:red', true],
        ] as const)
          await expectRefused(lab, user, { op: 'add', path, value })
      },
    },
    {
      id: 'no-path',
      row: 'INT-16',
      title: 'An operation without path is refused by 400 invalidSyntax',
      source: section('6.5.1.1'),
      async run(lab) {
        const user = await make(lab)
        for (const op of ['add', 'replace']) await expectRefused(lab, user, { op, value: { nickName: 'annie' } })
        await expectRefused(lab, user, { op: 'remove' })
      },
    },
    {
      id: 'simple',
      row: 'INT-18',
      title: 'add and replace do the same to an attribute with one simple value',
      async run(lab) {
        const user = await make(lab)
        for (const op of ['add', 'replace'])
          expectEqual(at(await after(lab, user, { op, path: 'title', value: op }), 'title'), op, 'title')
      },
    },
    {
      id: 'complex',
      row: 'INT-18',
      title: 'add merges into an attribute with one complex value, and replace swaps it',
      async run(lab) {
        const user = await make(lab)
        const added = await after(lab, user, { op: 'add', path: 'name', value: { middleName: 'B' } })
        expectEqual(at(added, 'name', 'middleName'), 'B', 'name.middleName')
        expectEqual(at(added, 'name', 'familyName'), 'Lee', 'name.familyName')
        const replaced = await after(lab, user, { op: 'replace', path: 'name', value: { givenName: 'Anna' } })
        expectEqual(at(replaced, 'name', 'givenName'), 'Anna', 'name.givenName')
        expectEqual(at(replaced, 'name', 'familyName'), undefined, 'name.familyName')
      },
    },
    {
      id: 'sub-attribute',
      row: 'INT-19',
      title: 'A part of a complex value is addressed with a dot, and the others stay',
      async run(lab) {
        const body = await after(lab, await make(lab), { op: 'replace', path: 'name.givenName', value: 'Anna' })
        expectEqual(at(body, 'name', 'givenName'), 'Anna', 'name.givenName')
        expectEqual(at(body, 'name', 'familyName'), 'Lee', 'name.familyName')
      },
    },
    {
      id: 'several',
      row: 'INT-20',
      title: 'add appends to several values, and replace swaps them',
      source: section('6.5.2.2'),
      async run(lab) {
        const user = await make(lab)
        const added = await after(lab, user, { op: 'add', path: 'emails', value: [home] })
        expectEqual(at(added, 'emails', 0, 'value'), work.value, 'emails[0].value')
        expectEqual(at(added, 'emails', 1, 'value'), home.value, 'emails[1].value')
        const replaced = await after(lab, user, { op: 'replace', path: 'emails', value: [home] })
        expectEqual(at(replaced, 'emails', 0, 'value'), home.value, 'emails[0].value')
        expectEqual(at(replaced, 'emails', 1), undefined, 'emails[1]')
      },
    },
    {
      id: 'chosen',
      row: 'INT-21',
      title: 'A path with a filter reaches a part of the values that it chooses',
      source: section('6.5.2.2'),
      async run(lab) {
        const path = 'emails[type eq "work"].value'
        const body = await after(lab, await make(lab), { op: 'replace', path, value: 'new@work.example' })
        expectEqual(at(body, 'emails', 0, 'value'), 'new@work.example', 'emails[0].value')
      },
    },
    {
      id: 'kept',
      row: 'INT-23',
      title: 'PATCH never deletes: a user who is deactivated stays',
      source: section('6.6'),
      async run(lab) {
        const user = await make(lab)
        const body = await after(lab, user, { op: 'replace', path: 'active', value: false })
        expectEqual(at(body, 'id'), user.id, 'id')
        expectEqual(at(body, 'active'), false, 'active')
      },
    },
  ],
}
