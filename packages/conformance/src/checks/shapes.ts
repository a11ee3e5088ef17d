import { CheckFailure } from '../check-failure.ts'
import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectStatus } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { enterpriseSchema, groupSchema, type Lab, type Resource } from '../lab.ts'
import type { Reply } from '../ask.ts'
import type { ServerDescription } from '../server-description.ts'
import { unlessInterop } from './unless-interop.ts'

async function membersOf(lab: Lab, { id }: Resource): Promise<readonly Json[]> {
  const { body } = await lab.call('GET', `/Groups/${id}`)
  return elementsOf(at(body, 'members')).map((member) => at(member, 'value') ?? null)
}

/** A group with one member, and one who is none yet. */
async function crew(lab: Lab): Promise<{ group: Resource; ann: Resource; bob: Resource }> {
  const [ann, bob] = [await lab.user(), await lab.user()]
  return { group: await lab.group({ members: [{ value: ann.id }] }), ann, bob }
}

type Replace = (members: Json) => Promise<Reply>

/** Each way to send all members of a group. */
function waysToReplace(lab: Lab, { id, displayName }: Resource): readonly Replace[] {
  return [
    (value) => lab.patch(`/Groups/${id}`, [{ op: 'replace', path: 'members', value }]),
    (members) => lab.patch(`/Groups/${id}`, [{ op: 'replace', value: { members } }]),
    (members) => lab.call('PUT', `/Groups/${id}`, { body: { schemas: [groupSchema], displayName, members } }),
  ]
}

/** What a body means is done whole, or it is refused: nothing in between. */
async function expectMeant(
  lab: Lab,
  user: Resource,
  reply: Reply,
  read: (body: Json | undefined) => Json | undefined,
  meant: Json,
): Promise<void> {
  const { body } = await lab.call('GET', `/Users/${user.id}`)
  const active = at(body, 'active')
  if (reply.status >= 400)
    throw new CheckFailure(`the whole PATCH is refused by ${reply.status}, and active is ${JSON.stringify(active)}`)
  expectStatus(reply, 200, 204)
  expectEqual(read(body), meant, 'the value')
  expectEqual(active, false, 'active beside it')
}

const deactivation = { op: 'replace', path: 'active', value: false }
const noGroups = ({ groups }: ServerDescription) => (groups ? null : 'the server announces no groups')
const noEnterprise = ({ enterprise }: ServerDescription) =>
  enterprise ? null : 'the server does not announce the enterprise extension'

/** Bodies that are a little out of shape, as they come from the field: done as they are meant, or refused, and never half. */
export const shapeChecks: CheckGroup = {
  name: 'shapes',
  source: 'RFC 7644 §3.12',
  level: 'should',
  skip: ({ patch }) => (patch ? null : 'the server announces no PATCH'),
  checks: [
    {
      id: 'nobody',
      title: 'An element that names nobody ("", null, {}) empties no group',
      source: 'RFC 7644 §3.5.2.3',
      level: 'must',
      skip: noGroups,
      async run(lab) {
        const { ann, group } = await crew(lab)
        for (const members of [[''], [null], [{}], [{ value: ann.id }, {}]]) {
          for (const replace of waysToReplace(lab, group)) expectStatus(await replace(members), 400)
          expectEqual(await membersOf(lab, group), [ann.id], `members after ${JSON.stringify(members)}`)
        }
      },
    },
    {
      id: 'empty-list',
      title: 'An empty list is one, and empties the group',
      source: 'RFC 7644 §3.5.2.3',
      level: 'must',
      skip: noGroups,
      async run(lab) {
        const { group } = await crew(lab)
        expectStatus(await lab.patch(`/Groups/${group.id}`, [{ op: 'replace', path: 'members', value: [] }]), 200, 204)
        expectEqual(await membersOf(lab, group), [], 'members')
      },
    },
    {
      id: 'json-in-a-text',
      title: 'A list as JSON in a text is that list, or refused; the text is nobody’s name',
      skip: (server) => noGroups(server) ?? unlessInterop(server),
      async run(lab) {
        const { ann, bob, group } = await crew(lab)
        for (const replace of waysToReplace(lab, group)) {
          const reply = await replace(JSON.stringify([{ value: bob.id }]))
          expectStatus(reply, 200, 204, 400)
          expectEqual(await membersOf(lab, group), [reply.status === 400 ? ann.id : bob.id], 'members')
          expectStatus(await replace([{ value: ann.id }]), 200, 204)
        }
      },
    },
    {
      id: 'text',
      title: 'A text of several ids is refused',
      skip: noGroups,
      async run(lab) {
        const { ann, bob, group } = await crew(lab)
        for (const members of [`${ann.id},${bob.id}`, `${ann.id} ${bob.id}`, `[${ann.id}]`, `"${ann.id}"`])
          for (const replace of waysToReplace(lab, group)) expectError(await replace(members), 400)
        expectEqual(await membersOf(lab, group), [ann.id], 'members')
      },
    },
    {
      id: 'dot-for-colon',
      title: 'A dot for the last colon of a URN is read as the colon, or refused; a success has stored it',
      source: 'https://github.com/apache/directory-scimple/issues/704',
      skip: noEnterprise,
      async run(lab) {
        const user = await lab.user()
        const reply = await lab.patch(`/Users/${user.id}`, [
          { op: 'add', path: `${enterpriseSchema}.department`, value: 'Sales' },
        ])
        expectStatus(reply, 200, 204, 400)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, enterpriseSchema, 'department'), reply.status === 400 ? undefined : 'Sales', 'department')
      },
    },
    {
      id: 'unknown-beside-active',
      title: 'A deactivation is not lost beside an attribute that the server does not know',
      source: 'https://github.com/fleetdm/fleet/pull/42678',
      skip: unlessInterop,
      async run(lab) {
        for (const path of [
          'favouriteColour',
          'urn:example:extension:1.0:User:colour',
          'emails[colour eq "red"].value',
        ]) {
          const user = await lab.user()
          const reply = await lab.patch(`/Users/${user.id}`, [{ op: 'replace', path, value: 'red' }, deactivation])
          await expectMeant(lab, user, reply, (body) => at(body, 'favouriteColour') ?? null, null)
        }
      },
    },
    {
      id: 'bare-beside-active',
      title:
        'An attribute of the enterprise extension without its URN is understood, and the deactivation beside it is done',
      source: 'Microsoft Entra ID',
      skip: (server) => noEnterprise(server) ?? unlessInterop(server),
      async run(lab) {
        const user = await lab.user()
        const reply = await lab.patch(`/Users/${user.id}`, [
          { op: 'replace', path: 'department', value: 'Sales' },
          { op: 'replace', path: 'manager[value eq "1"].value', value: '2' },
          deactivation,
        ])
        const read = (body: Json | undefined) => [
          at(body, enterpriseSchema, 'department') ?? null,
          at(body, enterpriseSchema, 'manager', 'value') ?? null,
        ]
        await expectMeant(lab, user, reply, read, ['Sales', '2'])
      },
    },
    {
      id: 'wrapped-beside-active',
      title:
        'A plain value in an object, or in an object in a list, is understood, and the deactivation beside it is done',
      source: 'https://github.com/MicrosoftDocs/azure-docs/issues/42220',
      skip: unlessInterop,
      async run(lab) {
        for (const value of [{ value: 'Lead' }, [{ $ref: null, value: 'Lead' }]]) {
          const user = await lab.user()
          const reply = await lab.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'title', value }, deactivation])
          await expectMeant(lab, user, reply, (body) => at(body, 'title'), 'Lead')
        }
      },
    },
    {
      id: 'nothing-but-unknown',
      title: 'A PATCH of nothing but an unknown path is a 400 invalidPath',
      source: 'RFC 7644 §3.5.2',
      level: 'must',
      skip: unlessInterop,
      async run(lab) {
        const user = await lab.user()
        const operation = { op: 'replace', path: 'favouriteColour', value: 'red' }
        expectError(await lab.patch(`/Users/${user.id}`, [operation]), 400, 'invalidPath')
      },
    },
    {
      id: 'unset-value',
      title: 'Unsetting the value of an e-mail address leaves what was not asked for',
      source: 'RFC 7644 §3.5.2.2',
      async run(lab) {
        const user = await lab.user({ emails: [{ type: 'work', value: 'a@example.com', display: 'A' }] })
        expectStatus(
          await lab.patch(`/Users/${user.id}`, [{ op: 'remove', path: 'emails[type eq "work"].value' }]),
          200,
          204,
        )
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, 'emails', 0, 'value'), undefined, 'emails[0].value')
        expectEqual(at(body, 'emails', 0, 'display'), 'A', 'emails[0].display')
      },
    },
    {
      id: 'remove-by-label',
      title: 'A remove whose value is a label removes what has it, or is refused',
      async run(lab) {
        const [home, work] = ['home', 'work'].map((type) => ({ type, value: `${type}@example.com` }))
        const user = await lab.user({ emails: [home, work] })
        const reply = await lab.patch(`/Users/${user.id}`, [{ op: 'remove', path: 'emails', value: { type: 'home' } }])
        expectStatus(reply, 200, 204, 400)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        const types = elementsOf(at(body, 'emails')).map((email) => at(email, 'type') ?? null)
        expectEqual(types, reply.status === 400 ? ['home', 'work'] : ['work'], 'the types that are left')
      },
    },
    {
      id: 'deleted-group',
      title: 'A group that was deleted is no longer a member of others',
      source: 'RFC 7644 §3.6',
      skip: noGroups,
      async run(lab) {
        const inner = await lab.group()
        const outer = await lab.group({ members: [{ value: inner.id, type: 'Group' }] })
        expectStatus(await lab.call('DELETE', `/Groups/${inner.id}`), 204)
        expectEqual(await membersOf(lab, outer), [], 'members')
      },
    },
    {
      id: 'final-slash',
      title: 'A base URL that ends with a slash finds the same endpoints',
      source: 'RFC 7644 §1.3',
      level: 'may',
      run: async (lab) => expectStatus(await lab.call('GET', '//Users?count=1'), 200),
    },
  ],
}
