import type { CheckGroup } from '../check.ts'
import { expectEqual, expectFound, expectList, expectStatus, expectThat, show } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { groupSchema, userSchema, type Lab } from '../lab.ts'

const withGroups: NonNullable<CheckGroup['skip']> = ({ groups }) => (groups ? null : 'the server announces no groups')

async function expectAllFound(lab: Lab, endpoint: string, id: string, filters: readonly string[]): Promise<void> {
  for (const filter of filters)
    expectFound(await lab.call('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`), [id])
}

async function attributesOf({ call }: Lab, schema: string): Promise<readonly (Json | undefined)[]> {
  const { body } = await call('GET', `/Schemas/${schema}`)
  return elementsOf(at(body, 'attributes')).map((attribute) => at(attribute, 'name'))
}

/** Names of what proves who somebody is. */
const credential = /^(password|passwd|pwd|passwordHash|privateKey|secret|totp.*|otp.*|seed)$/i

/** IPSIE Account Lifecycle SCIM profile (https://github.com/openid/ipsie-scim-al), beside what it takes from others. */
export const ipsieChecks: CheckGroup = {
  name: 'ipsie',
  source: 'IPSIE',
  profile: 'ipsie',
  checks: [
    {
      id: 'several-attributes',
      row: 'IPS-09',
      title: 'One PATCH changes several attributes',
      async run(lab) {
        const user = await lab.user()
        const operations = [
          { op: 'replace', path: 'displayName', value: 'After' },
          { op: 'add', path: 'name.givenName', value: 'Anna' },
          { op: 'replace', path: 'title', value: 'Dr' },
        ]
        expectStatus(await lab.patch(`/Users/${user.id}`, operations), 200, 204)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, 'displayName'), 'After', 'displayName')
        expectEqual(at(body, 'name', 'givenName'), 'Anna', 'name.givenName')
        expectEqual(at(body, 'title'), 'Dr', 'title')
      },
    },
    {
      id: 'active',
      row: 'IPS-10',
      title: 'PATCH switches active off and on again',
      async run(lab) {
        const user = await lab.user()
        for (const value of [false, true]) {
          expectStatus(await lab.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value }]), 200, 204)
          expectEqual(at((await lab.call('GET', `/Users/${user.id}`)).body, 'active'), value, 'active')
        }
      },
    },
    {
      id: 'look-ups',
      row: 'IPS-14',
      title: 'A user is read by id, and found by userName, externalId and e-mail address',
      async run(lab) {
        const [externalId, address] = [lab.unique(), `${lab.unique()}@example.com`]
        const user = await lab.user({ externalId, emails: [{ type: 'work', value: address }] })
        expectStatus(await lab.call('GET', `/Users/${user.id}`), 200)
        await expectAllFound(lab, '/Users', user.id, [
          `userName eq "${String(user['userName'])}"`,
          `externalId eq "${externalId}"`,
          `emails[value eq "${address}"]`,
          `emails[type eq "work" and value eq "${address}"]`,
        ])
      },
    },
    {
      id: 'attributes',
      row: 'IPS-16',
      title: 'Users have userName, displayName and active, and keep an externalId',
      async run(lab) {
        const names = await attributesOf(lab, userSchema)
        for (const name of ['userName', 'displayName', 'active'])
          expectThat(names.includes(name), `the schema has no ${name}`)
        const externalId = lab.unique()
        expectEqual(at(await lab.user({ externalId }), 'externalId'), externalId, 'externalId')
      },
    },
    {
      id: 'no-credentials',
      row: 'IPS-17',
      title: 'No schema has a password or another credential, and passwords are not announced',
      async run(lab) {
        const { resources } = expectList(await lab.call('GET', '/Schemas'))
        for (const schema of resources)
          for (const attribute of elementsOf(at(schema, 'attributes'))) {
            const name = at(attribute, 'name')
            expectThat(!credential.test(String(name)), `${String(at(schema, 'id'))} has ${show(name)}`)
          }
        expectThat(at(lab.server.config, 'changePassword', 'supported') !== true, 'changePassword is supported')
      },
    },
    {
      id: 'page',
      row: 'IPS-18',
      level: 'should',
      title: 'A page has at most 1,000 users',
      async run({ call }) {
        const { resources } = expectList(await call('GET', '/Users?count=1001&attributes=id'))
        expectThat(resources.length <= 1_000, `there are ${resources.length} on the page`)
      },
    },
    {
      id: 'groups',
      row: 'IPS-19',
      title: 'Groups have displayName, members and externalId, and may be made without members',
      skip: withGroups,
      async run(lab) {
        const names = await attributesOf(lab, groupSchema)
        for (const name of ['displayName', 'members']) expectThat(names.includes(name), `the schema has no ${name}`)
        const externalId = lab.unique()
        const group = await lab.group({ externalId })
        const { body } = await lab.call('GET', `/Groups/${group.id}`)
        expectEqual(at(body, 'externalId'), externalId, 'externalId')
        expectEqual(elementsOf(at(body, 'members')).length, 0, 'the number of members')
        expectFound(await lab.call('GET', `/Groups?filter=${encodeURIComponent(`id eq "${group.id}"`)}`), [group.id])
      },
    },
    {
      id: 'group-look-ups',
      row: 'IPS-20',
      title: 'A group is found by displayName, externalId and a member',
      skip: withGroups,
      async run(lab) {
        const user = await lab.user()
        const externalId = lab.unique()
        const group = await lab.group({ externalId, members: [{ value: user.id }] })
        await expectAllFound(lab, '/Groups', group.id, [
          `displayName eq "${String(group['displayName'])}"`,
          `externalId eq "${externalId}"`,
          `members[value eq "${user.id}"]`,
        ])
      },
    },
    {
      id: 'fifty-members',
      row: 'IPS-21',
      title: 'One PATCH takes 50 operations that add members, and 50 that remove them',
      skip: withGroups,
      async run(lab) {
        const ids: string[] = []
        for (let index = 0; index < 50; index += 1) ids.push((await lab.user()).id)
        const group = await lab.group()
        const path = `/Groups/${group.id}`
        const count = async () => elementsOf(at((await lab.call('GET', path)).body, 'members')).length
        const add = ids.map((id) => ({ op: 'add', path: 'members', value: [{ value: id }] }))
        expectStatus(await lab.patch(path, add), 200, 204)
        expectEqual(await count(), 50, 'the number of members')
        const remove = ids.map((id) => ({ op: 'remove', path: `members[value eq "${id}"]` }))
        expectStatus(await lab.patch(path, remove), 200, 204)
        expectEqual(await count(), 0, 'the number of members')
      },
    },
  ],
}
