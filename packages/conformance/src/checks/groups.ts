import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectFound, expectList, expectStatus, expectThat } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, type Lab } from '../lab.ts'

/** Ids of the members of a group, in the order of the letters. */
async function membersOf(lab: Lab, id: string): Promise<readonly string[]> {
  const { body } = await lab.call('GET', `/Groups/${id}`)
  return elementsOf(at(body, 'members'))
    .map((member) => String(at(member, 'value')))
    .toSorted()
}

const sorted = (...ids: readonly string[]): Json => ids.toSorted()

/** Groups and their members (RFC 7643 §4.2). */
export const groupChecks: CheckGroup = {
  name: 'groups',
  source: 'RFC 7643 §4.2',
  skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
  checks: [
    {
      id: 'create',
      title: 'A group is made with its members, each with value and $ref or type',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group({ members: [{ value: ann.id }, { value: bob.id }] })
        expectEqual(at(group, 'meta', 'resourceType'), 'Group', 'meta.resourceType')
        expectEqual(await membersOf(lab, group.id), sorted(ann.id, bob.id), 'members')
      },
    },
    {
      id: 'user-groups',
      title: 'groups of a user follow the members of groups',
      source: 'RFC 7643 §4.1.2',
      async run(lab) {
        const user = await lab.user()
        const group = await lab.group({ members: [{ value: user.id }] })
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(
          elementsOf(at(body, 'groups')).map((one) => at(one, 'value') as Json),
          [group.id],
          'groups',
        )
      },
    },
    {
      id: 'required',
      title: 'A group without displayName is refused by 400',
      run: async ({ call }) => expectError(await call('POST', '/Groups', { body: { schemas: [groupSchema] } }), 400),
    },
    {
      id: 'rename',
      title: 'PATCH renames and leaves the members',
      source: 'RFC 7644 §3.5.2.3',
      async run(lab) {
        const user = await lab.user()
        const group = await lab.group({ members: [{ value: user.id }] })
        const value = lab.unique('renamed')
        expectStatus(await lab.patch(`/Groups/${group.id}`, [{ op: 'replace', path: 'displayName', value }]), 200, 204)
        const { body } = await lab.call('GET', `/Groups/${group.id}`)
        expectEqual(at(body, 'displayName'), value, 'displayName')
        expectEqual(await membersOf(lab, group.id), [user.id], 'members')
      },
    },
    {
      id: 'members-add',
      title: 'PATCH adds members, and the same ones once',
      source: 'RFC 7644 §3.5.2.1',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group({ members: [{ value: ann.id }] })
        for (const _ of [1, 2]) {
          const operation = { op: 'add', path: 'members', value: [{ value: bob.id }, { value: ann.id }] }
          expectStatus(await lab.patch(`/Groups/${group.id}`, [operation]), 200, 204)
        }
        expectEqual(await membersOf(lab, group.id), sorted(ann.id, bob.id), 'members')
      },
    },
    {
      id: 'members-remove',
      title: 'PATCH removes one member by a filter, and one that is not there without an error',
      source: 'RFC 7644 §3.5.2.2',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group({ members: [{ value: ann.id }, { value: bob.id }] })
        const operation = { op: 'remove', path: `members[value eq "${ann.id}"]` }
        for (const _ of [1, 2]) expectStatus(await lab.patch(`/Groups/${group.id}`, [operation]), 200, 204)
        expectEqual(await membersOf(lab, group.id), [bob.id], 'members')
      },
    },
    {
      id: 'members-clear',
      title: 'PATCH removes all members',
      source: 'RFC 7644 §3.5.2.2',
      async run(lab) {
        const group = await lab.group({ members: [{ value: (await lab.user()).id }] })
        expectStatus(await lab.patch(`/Groups/${group.id}`, [{ op: 'remove', path: 'members' }]), 200, 204)
        expectEqual(await membersOf(lab, group.id), [], 'members')
      },
    },
    {
      id: 'members-replace',
      title: 'PATCH replaces all members',
      source: 'RFC 7644 §3.5.2.3',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group({ members: [{ value: ann.id }] })
        const operation = { op: 'replace', path: 'members', value: [{ value: bob.id }] }
        expectStatus(await lab.patch(`/Groups/${group.id}`, [operation]), 200, 204)
        expectEqual(await membersOf(lab, group.id), [bob.id], 'members')
      },
    },
    {
      id: 'members-put',
      title: 'PUT replaces all members',
      source: 'RFC 7644 §3.5.1',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group({ members: [{ value: ann.id }] })
        const body = { schemas: [groupSchema], displayName: group['displayName'], members: [{ value: bob.id }] }
        expectStatus(await lab.call('PUT', `/Groups/${group.id}`, { body }), 200)
        expectEqual(await membersOf(lab, group.id), [bob.id], 'members')
      },
    },
    {
      id: 'deleted-user',
      title: 'A user that is deleted is no member any more',
      source: 'RFC 7644 §3.6',
      async run(lab) {
        const user = await lab.user()
        const group = await lab.group({ members: [{ value: user.id }] })
        expectStatus(await lab.call('DELETE', `/Users/${user.id}`), 204)
        expectEqual(await membersOf(lab, group.id), [], 'members')
      },
    },
    {
      id: 'excluded-members',
      title: 'excludedAttributes=members leaves them out, of a list too',
      source: 'RFC 7644 §3.9',
      async run(lab) {
        const group = await lab.group({ members: [{ value: (await lab.user()).id }] })
        const one = await lab.call('GET', `/Groups/${group.id}?excludedAttributes=members`)
        expectEqual(at(one.body, 'members'), undefined, 'members')
        const filter = encodeURIComponent(`displayName eq "${String(group['displayName'])}"`)
        const { resources } = expectList(await lab.call('GET', `/Groups?excludedAttributes=members&filter=${filter}`))
        expectThat(resources.length === 1 && at(resources[0], 'members') === undefined, 'the list has members')
      },
    },
    {
      id: 'filter-members',
      title: 'members.value eq finds the groups of a user',
      source: 'RFC 7644 §3.4.2.2',
      skip: ({ filter }) => (filter ? null : 'the server announces no filter'),
      async run(lab) {
        const user = await lab.user()
        const group = await lab.group({ members: [{ value: user.id }] })
        expectFound(await lab.call('GET', `/Groups?filter=${encodeURIComponent(`members.value eq "${user.id}"`)}`), [
          group.id,
        ])
      },
    },
    {
      id: 'delete',
      title: 'Deleting a group leaves its members',
      source: 'RFC 7644 §3.6',
      async run(lab) {
        const user = await lab.user()
        const group = await lab.group({ members: [{ value: user.id }] })
        expectStatus(await lab.call('DELETE', `/Groups/${group.id}`), 204)
        expectStatus(await lab.call('GET', `/Groups/${group.id}`), 404)
        expectStatus(await lab.call('GET', `/Users/${user.id}`), 200)
      },
    },
  ],
}
