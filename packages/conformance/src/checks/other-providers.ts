import type { CheckGroup } from '../check.ts'
import { expectEqual, expectFound, expectStatus, expectThat } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, userSchema, type Lab } from '../lab.ts'

const core1 = 'urn:scim:schemas:core:1.0'

async function membersOf(lab: Lab, id: string): Promise<Json> {
  const { body } = await lab.call('GET', `/Groups/${id}`)
  return elementsOf(at(body, 'members'))
    .map((member) => String(at(member, 'value')))
    .toSorted()
}

const oneLogin: CheckGroup = {
  name: 'onelogin',
  source: 'OneLogin',
  provider: 'onelogin',
  checks: [
    {
      id: 'create',
      title: 'A user with a URN of SCIM 1 is made by what the endpoint says',
      run: async (lab) => void (await lab.user({ schemas: [core1, 'urn:scim:schemas:core:2.0'] })),
    },
    {
      id: 'plus',
      title: 'A query with + for spaces and a trailing & finds',
      async run(lab) {
        const user = await lab.user()
        expectFound(await lab.call('GET', `/Users?filter=userName+eq+"${String(user['userName'])}"&`), [user.id])
      },
    },
  ],
}

const google: CheckGroup = {
  name: 'google',
  source: 'Google Workspace',
  provider: 'google',
  checks: [
    {
      id: 'create',
      title: 'A user with the URNs of SCIM 1 and 2 is made',
      async run(lab) {
        const user = await lab.user({ schemas: [core1, userSchema], name: { familyName: 'Lee', givenName: 'Ann' } })
        expectThat(elementsOf(at(user, 'schemas')).includes(userSchema), `schemas lacks ${userSchema}`)
      },
    },
  ],
}

const ping: CheckGroup = {
  name: 'ping',
  source: 'PingOne and PingFederate',
  provider: 'ping',
  checks: [
    {
      id: 'look-up',
      title: 'username Eq finds, whatever the case of name and operator',
      async run(lab) {
        const user = await lab.user()
        const filter = encodeURIComponent(`username Eq "${String(user['userName'])}"`)
        expectFound(await lab.call('GET', `/Users?filter=${filter}`), [user.id])
      },
    },
    {
      id: 'email',
      title: 'email Co stands for emails.value',
      async run(lab) {
        const value = `${lab.unique('ping')}@example.com`
        const user = await lab.user({ emails: [{ value, type: 'work' }] })
        const filter = encodeURIComponent(`email Co "${value}"`)
        expectFound(await lab.call('GET', `/Users?filter=${filter}`), [user.id])
      },
    },
  ],
}

const jumpCloud: CheckGroup = {
  name: 'jumpcloud',
  source: 'JumpCloud',
  provider: 'jumpcloud',
  checks: [
    {
      id: 'test',
      title: 'The test of a connection: a user and a group are made, changed and deleted',
      async run(lab) {
        const user = await lab.user({
          active: true,
          emails: [{ value: 'test@example.com', type: 'work', primary: true }],
        })
        const group = await lab.group()
        const add = { op: 'add', path: 'members', value: [{ value: user.id }] }
        expectStatus(await lab.patch(`/Groups/${group.id}`, [add]), 200, 204)
        const body = { schemas: [userSchema], userName: user['userName'], active: false }
        expectStatus(await lab.call('PUT', `/Users/${user.id}`, { body }), 200)
        expectStatus(await lab.call('DELETE', `/Groups/${group.id}`), 204)
        expectStatus(await lab.call('DELETE', `/Users/${user.id}`), 204)
      },
    },
  ],
}

const keycloak: CheckGroup = {
  name: 'keycloak',
  source: 'Clients for Keycloak',
  provider: 'keycloak',
  checks: [
    {
      id: 'clear',
      title: 'REMOVE of members with a null clears the group',
      async run(lab) {
        const group = await lab.group({ members: [{ value: (await lab.user()).id }] })
        expectStatus(await lab.patch(`/Groups/${group.id}`, [{ op: 'REMOVE', path: 'members', value: null }]), 200, 204)
        expectEqual(await membersOf(lab, group.id), [], 'members')
      },
    },
    {
      id: 'whole-set',
      title: 'The whole set of members by PUT, again and again',
      async run(lab) {
        const [ann, bob] = [await lab.user(), await lab.user()]
        const group = await lab.group()
        const members = [{ value: ann.id }, { value: bob.id }]
        for (const _ of [1, 2]) {
          const body = { schemas: [groupSchema], displayName: group['displayName'], members }
          expectStatus(await lab.call('PUT', `/Groups/${group.id}`, { body }), 200)
        }
        expectEqual(await membersOf(lab, group.id), [ann.id, bob.id].toSorted(), 'members')
      },
    },
  ],
}

const authentik: CheckGroup = {
  name: 'authentik',
  source: 'authentik',
  provider: 'authentik',
  checks: [
    {
      id: 'config',
      title: 'ServiceProviderConfig has bulk.maxOperations, without which PATCH and filters are not used',
      run: async ({ call }) => {
        const { body } = await call('GET', '/ServiceProviderConfig')
        expectThat(Number.isInteger(at(body, 'bulk', 'maxOperations')), 'bulk.maxOperations is no integer')
      },
    },
    {
      id: 'null-path',
      title: 'replace with a path of null is one without a path',
      async run(lab) {
        const group = await lab.group()
        const displayName = lab.unique('renamed')
        const operation = { op: 'replace', path: null, value: { displayName } }
        expectStatus(await lab.patch(`/Groups/${group.id}`, [operation]), 200, 204)
        expectEqual(at((await lab.call('GET', `/Groups/${group.id}`)).body, 'displayName'), displayName, 'displayName')
      },
    },
  ],
}

/** What the other identity providers send out of the ordinary. */
export const otherProviderChecks: readonly CheckGroup[] = [oneLogin, google, ping, jumpCloud, keycloak, authentik]
