import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectFound, expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, userSchema, type Lab, type Resource } from '../lab.ts'
import type { ServerDescription } from '../server-description.ts'

/** How long Okta's tests let an answer take, in milliseconds. */
const patience = 600

async function create(lab: Lab): Promise<Resource> {
  const userName = `${lab.unique('okta')}@example.com`
  return lab.user({
    userName,
    name: { givenName: 'Ann', familyName: 'Lee' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Ann Lee',
    locale: 'en-US',
    externalId: lab.unique('okta-id'),
    groups: [],
    password: 'A-random-password-1',
    active: true,
  })
}

/** `{ alg: 'none', typ: 'global-token-revocation+jwt' }` and `{}`. */
const unsigned = 'eyJhbGciOiJub25lIiwidHlwIjoiZ2xvYmFsLXRva2VuLXJldm9jYXRpb24rand0In0.e30.'

const logoutOf = ({ metadata }: ServerDescription) => at(metadata, 'global_token_revocation_endpoint')

const withoutGroups = ({ groups }: { readonly groups: boolean }) => (groups ? null : 'the server announces no groups')

/** What Okta's tests of SCIM 2.0 look at, and what it sends (https://developer.okta.com/docs/guides/scim-provisioning-integration-test). */
export const oktaChecks: CheckGroup = {
  name: 'okta',
  source: 'Okta',
  provider: 'okta',
  checks: [
    {
      id: 'users',
      row: 'OKT-18',
      title: 'A page of users has integers, and users with id, names, active and an e-mail',
      async run(lab) {
        await create(lab)
        const reply = await lab.call('GET', '/Users?count=1&startIndex=1')
        const { resources } = expectList(reply)
        expectThat(resources.length > 0, 'Resources is empty')
        for (const name of ['itemsPerPage', 'startIndex', 'totalResults'])
          expectThat(typeof at(reply.body, name) === 'number', `${name} is ${show(at(reply.body, name))}, no number`)
        expectThat(reply.milliseconds < 5 * patience, `the answer took ${Math.round(reply.milliseconds)} ms`)
      },
    },
    {
      id: 'by-id',
      row: 'OKT-14',
      title: 'A user is read by id with all that Okta shows',
      async run(lab) {
        const user = await create(lab)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        for (const path of [
          ['id'],
          ['name', 'familyName'],
          ['name', 'givenName'],
          ['userName'],
          ['active'],
          ['emails', 0, 'value'],
        ] as const)
          expectThat(at(body, ...path) !== undefined, `${path.join('.')} is missing`)
        expectEqual(at(body, 'password'), undefined, 'password')
      },
    },
    {
      id: 'nobody',
      row: 'OKT-18',
      title: 'A look-up of somebody who is not there is an empty list',
      async run(lab) {
        const filter = encodeURIComponent(`userName eq "${lab.unique()}@example.com"`)
        expectFound(await lab.call('GET', `/Users?filter=${filter}&startIndex=1&count=100`), [])
      },
    },
    {
      id: 'unknown-id',
      row: 'OKT-18',
      title: 'An id that is not there is a 404 with a detail',
      async run(lab) {
        const reply = await lab.call('GET', `/Users/${lab.unique()}`)
        expectError(reply, 404)
        expectThat(typeof at(reply.body, 'detail') === 'string', 'there is no detail')
      },
    },
    {
      id: 'ids',
      row: 'OKT-15',
      title: 'An id is that of one resource, compared with regard to case, and has no bulkId in it',
      async run(lab) {
        const { id } = await create(lab)
        expectThat(!/bulkid/i.test(id), `the id is ${id}`)
        expectError(await lab.call('GET', `/Groups/${id}`), 404)
        const other = id === id.toUpperCase() ? id.toLowerCase() : id.toUpperCase()
        if (other !== id) expectError(await lab.call('GET', `/Users/${other}`), 404)
      },
    },
    {
      id: 'logout',
      row: 'OKT-02',
      title: 'Universal Logout is refused by 401 to who shows nothing, or a token that nobody has signed',
      skip: (server) =>
        logoutOf(server) === undefined ? 'the metadata (RFC 8414) names no global_token_revocation_endpoint' : null,
      async run({ call, server }) {
        const body = { sub_id: { format: 'email', email: 'nobody@example.com' } }
        for (const authorization of ['', `Bearer ${unsigned}`]) {
          const headers = { authorization, 'content-type': 'application/json' }
          expectStatus(await call('POST', String(logoutOf(server)), { body, headers }), 401)
        }
      },
    },
    {
      id: 'look-up',
      row: 'OKT-16',
      title: 'A user that was made is found by userName',
      async run(lab) {
        const user = await create(lab)
        const filter = encodeURIComponent(`userName eq "${String(user['userName'])}"`)
        expectFound(await lab.call('GET', `/Users?filter=${filter}&startIndex=1&count=100`), [user.id])
      },
    },
    {
      id: 'duplicate',
      row: 'OKT-18',
      title: 'The same user again is a 409',
      async run(lab) {
        const { userName } = await create(lab)
        const body = { schemas: [userSchema], userName, name: { givenName: 'Ann', familyName: 'Lee' } }
        expectError(await lab.call('POST', '/Users', { body }), 409)
      },
    },
    {
      id: 'put',
      row: 'OKT-16',
      title: 'The whole user as it was read is PUT back with one change',
      async run(lab) {
        const user = await create(lab)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        const changed = { ...(body as object), name: { givenName: 'Anna', familyName: 'Lee' } }
        const reply = await lab.call('PUT', `/Users/${user.id}`, { body: changed })
        expectStatus(reply, 200)
        expectEqual(at(reply.body, 'name', 'givenName'), 'Anna', 'name.givenName')
        expectEqual(at(reply.body, 'active'), true, 'active')
      },
    },
    {
      id: 'deactivate',
      row: 'OKT-16',
      title: 'active is switched off and on again without a path',
      async run(lab) {
        const user = await create(lab)
        for (const active of [false, true]) {
          expectStatus(await lab.patch(`/Users/${user.id}`, [{ op: 'replace', value: { active } }]), 200, 204)
          expectEqual(at((await lab.call('GET', `/Users/${user.id}`)).body, 'active'), active, 'active')
        }
      },
    },
    {
      id: 'groups',
      title: 'A page of groups is a ListResponse, in time',
      skip: withoutGroups,
      async run({ call }) {
        const reply = await call('GET', '/Groups?startIndex=1&count=100')
        expectList(reply)
        expectThat(reply.milliseconds < 5 * patience, `the answer took ${Math.round(reply.milliseconds)} ms`)
      },
    },
    {
      id: 'group-push',
      title: 'A group is pushed, renamed with its id in the value, and its members come and go',
      skip: withoutGroups,
      async run(lab) {
        const [ann, bob] = [await create(lab), await create(lab)]
        const group = await lab.group({ members: [{ value: ann.id, display: 'Ann' }] })
        const path = `/Groups/${group.id}`
        const displayName = lab.unique('renamed')
        expectStatus(await lab.patch(path, [{ op: 'replace', value: { id: group.id, displayName } }]), 200, 204)
        expectStatus(
          await lab.patch(path, [
            { op: 'remove', path: `members[value eq "${ann.id}"]` },
            { op: 'add', path: 'members', value: [{ value: bob.id, display: 'Bob' }] },
          ]),
          200,
          204,
        )
        const { body } = await lab.call('GET', path)
        expectEqual(at(body, 'displayName'), displayName, 'displayName')
        expectEqual(
          elementsOf(at(body, 'members')).map((member) => at(member, 'value') as Json),
          [bob.id],
          'members',
        )
      },
    },
    {
      id: 'push-now',
      title: '"Push now" replaces all members without a path',
      skip: withoutGroups,
      async run(lab) {
        const [ann, bob] = [await create(lab), await create(lab)]
        const group = await lab.group({ members: [{ value: ann.id }] })
        const operation = { op: 'replace', path: 'members', value: [{ value: bob.id, display: 'Bob' }] }
        expectStatus(await lab.patch(`/Groups/${group.id}`, [operation]), 200, 204)
        const { body } = await lab.call('GET', `/Groups/${group.id}`)
        expectEqual(
          elementsOf(at(body, 'members')).map((member) => at(member, 'value') as Json),
          [bob.id],
          'members',
        )
      },
    },
    {
      id: 'delete-group',
      title: 'A group is deleted',
      skip: withoutGroups,
      async run(lab) {
        const body = { schemas: [groupSchema], displayName: lab.unique(), members: [] }
        const { body: group } = await lab.call('POST', '/Groups', { body })
        expectStatus(await lab.call('DELETE', `/Groups/${String(at(group, 'id'))}`), 204)
      },
    },
  ],
}
