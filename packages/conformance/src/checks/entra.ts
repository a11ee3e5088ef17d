import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectFound, expectList, expectStatus, expectThat } from '../expect.ts'
import { at, elementsOf, type Json } from '../json.ts'
import { enterpriseSchema, groupSchema, userSchema, type Lab, type Resource } from '../lab.ts'

const graphGroup = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'

/** A user as Entra creates one. */
async function create(lab: Lab, more: object = {}): Promise<Resource> {
  const userName = `${lab.unique('entra')}@example.com`
  return lab.user({
    schemas: [userSchema, enterpriseSchema],
    externalId: lab.unique('object'),
    userName,
    active: true,
    displayName: 'Ann Lee',
    emails: [{ primary: true, type: 'work', value: userName }],
    meta: { resourceType: 'User' },
    name: { formatted: 'Ann Lee', familyName: 'Lee', givenName: 'Ann' },
    [enterpriseSchema]: { department: 'Sales', employeeNumber: '7' },
    ...more,
  })
}

async function patched(lab: Lab, user: Resource, operations: readonly object[], query = ''): Promise<Json | undefined> {
  expectStatus(await lab.patch(`/Users/${user.id}${query}`, operations), 200, 204)
  return (await lab.call('GET', `/Users/${user.id}`)).body
}

const compliant = '?aadOptscim062020'
const filterOf = (text: string): string => encodeURIComponent(text)

/**
 * What Microsoft Entra ID sends, and what its validator looks at
 * (https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups and
 * …/scim-validator-tutorial).
 */
export const entraChecks: CheckGroup = {
  name: 'entra',
  source: 'Microsoft Entra ID',
  provider: 'entra',
  checks: [
    {
      id: 'test-connection',
      row: 'ENT-03',
      title: 'Test Connection: a look-up of nobody is an empty list',
      run: async (lab) =>
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${lab.unique()}"`)}`), []),
    },
    {
      id: 'create',
      row: 'ENT-21',
      title: 'A new user with enterprise attributes is a 201 with all of them',
      async run(lab) {
        const user = await create(lab)
        expectEqual(at(user, enterpriseSchema, 'department'), 'Sales', 'department')
        expectEqual(at(user, 'emails', 0, 'type'), 'work', 'emails[0].type')
        expectThat(typeof at(user, 'externalId') === 'string', 'externalId is missing')
      },
    },
    {
      id: 'create-nulls',
      row: 'ENT-23',
      title: 'Nulls, an empty roles and an extension that schemas does not name are understood',
      async run(lab) {
        const user = await create(lab, { schemas: [userSchema], title: null, roles: [], preferredLanguage: null })
        expectEqual(at(user, enterpriseSchema, 'employeeNumber'), '7', 'employeeNumber')
        expectThat(at(user, 'title') !== null, 'title is null')
      },
    },
    {
      id: 'duplicate',
      row: 'ENT-21',
      title: 'The same user again is a 409',
      async run(lab) {
        const { userName } = await create(lab)
        expectError(await lab.call('POST', '/Users', { body: { schemas: [userSchema], userName, active: true } }), 409)
      },
    },
    {
      id: 'look-up-case',
      row: 'ENT-19',
      title: 'A look-up by userName in another case finds the user',
      async run(lab) {
        const user = await create(lab)
        const filter = `userName eq "${String(user['userName']).toUpperCase()}"`
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(filter)}`), [user.id])
      },
    },
    {
      id: 'look-up-external',
      row: 'ENT-19',
      title: 'A look-up by externalId and by work e-mail finds the user',
      async run(lab) {
        const user = await create(lab)
        for (const filter of [
          `externalId eq "${String(user['externalId'])}"`,
          `emails[type eq "work"].value eq "${String(user['userName'])}"`,
        ])
          expectFound(await lab.call('GET', `/Users?filter=${filterOf(filter)}`), [user.id])
      },
    },
    {
      id: 'look-up-plus',
      row: 'ENT-19',
      title: 'A look-up by an address with a plus, percent-encoded, finds the user',
      async run(lab) {
        const userName = `${lab.unique('a+b')}@example.com`
        const user = await create(lab, { userName })
        expectFound(await lab.call('GET', `/Users?filter=${filterOf(`userName eq "${userName}"`)}`), [user.id])
      },
    },
    {
      id: 'disable',
      row: 'ENT-22',
      title: 'A user that is disabled reads as inactive, alone and in a list',
      async run(lab) {
        const user = await create(lab)
        const body = await patched(lab, user, [{ op: 'Replace', path: 'active', value: 'False' }])
        expectEqual(at(body, 'active'), false, 'active')
        const filter = filterOf(`userName eq "${String(user['userName'])}"`)
        const { resources } = expectList(await lab.call('GET', `/Users?filter=${filter}`))
        expectEqual(at(resources[0], 'active'), false, 'active in the list')
        expectEqual(
          at(await patched(lab, user, [{ op: 'Replace', path: 'active', value: 'True' }]), 'active'),
          true,
          'active',
        )
      },
    },
    {
      id: 'update-legacy',
      row: 'ENT-20',
      title: 'Operations of the older dialect: capitals, value paths, attributes of the extension',
      async run(lab) {
        const user = await create(lab)
        const body = await patched(lab, user, [
          { op: 'Replace', path: 'displayName', value: 'After' },
          { op: 'Replace', path: 'emails[type eq "work"].value', value: 'after@example.com' },
          { op: 'Add', path: `${enterpriseSchema}:department`, value: 'Research' },
          { op: 'Add', path: 'name.givenName', value: 'Anna' },
        ])
        expectEqual(at(body, 'displayName'), 'After', 'displayName')
        expectEqual(at(body, 'emails', 0, 'value'), 'after@example.com', 'emails[0].value')
        expectEqual(at(body, enterpriseSchema, 'department'), 'Research', 'department')
        expectEqual(at(body, 'name', 'givenName'), 'Anna', 'name.givenName')
      },
    },
    {
      id: 'update-compliant',
      row: 'ENT-22',
      title: 'Operations of the newer dialect: no path, dotted keys, URNs as keys',
      async run(lab) {
        const user = await create(lab)
        const value = { displayName: 'After', 'name.familyName': 'Li', [`${enterpriseSchema}:department`]: 'Research' }
        const body = await patched(lab, user, [{ op: 'replace', value }], compliant)
        expectEqual(at(body, 'displayName'), 'After', 'displayName')
        expectEqual(at(body, 'name', 'familyName'), 'Li', 'name.familyName')
        expectEqual(at(body, 'name', 'givenName'), 'Ann', 'name.givenName')
        expectEqual(at(body, enterpriseSchema, 'department'), 'Research', 'department')
      },
    },
    {
      id: 'create-by-path',
      title: 'Replacing the value of an element that is not there creates it',
      async run(lab) {
        const user = await create(lab)
        const path = 'phoneNumbers[type eq "mobile"].value'
        const body = await patched(lab, user, [{ op: 'Add', path, value: '+1 555 0100' }])
        const phones = elementsOf(at(body, 'phoneNumbers'))
        expectEqual(at(phones[0], 'value'), '+1 555 0100', 'phoneNumbers[0].value')
        expectEqual(at(phones[0], 'type'), 'mobile', 'phoneNumbers[0].type')
      },
    },
    {
      id: 'null-update',
      row: 'ENT-23',
      title: 'An attribute that is replaced by "" or null is gone',
      async run(lab) {
        const user = await create(lab, { title: 'Dr', nickName: 'annie' })
        const body = await patched(lab, user, [
          { op: 'replace', path: 'title', value: '' },
          { op: 'replace', path: 'nickName', value: null },
        ])
        for (const name of ['title', 'nickName']) expectEqual(at(body, name), undefined, name)
      },
    },
    {
      id: 'manager',
      title: 'A manager is set by id and read as an object, and taken away',
      skip: ({ enterprise }) => (enterprise ? null : 'the server does not announce the enterprise extension'),
      async run(lab) {
        const [boss, user] = [await create(lab), await create(lab)]
        const path = `${enterpriseSchema}:manager`
        const set = await patched(lab, user, [{ op: 'Add', path, value: boss.id }])
        expectEqual(at(set, enterpriseSchema, 'manager', 'value'), boss.id, 'manager.value')
        const gone = await patched(lab, user, [{ op: 'Remove', path }])
        expectEqual(at(gone, enterpriseSchema, 'manager'), undefined, 'manager')
      },
    },
    {
      id: 'delete',
      row: 'ENT-01',
      title: 'A hard delete is a 204, and once more a 404',
      async run(lab) {
        const user = await create(lab)
        expectStatus(await lab.call('DELETE', `/Users/${user.id}`), 204)
        expectError(await lab.call('DELETE', `/Users/${user.id}`), 404)
      },
    },
    {
      id: 'group',
      row: 'ENT-19',
      title:
        'A group with the URN of Azure AD and externalId is made, found by displayName, and lists no members when asked so',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const displayName = lab.unique('group')
        const group = await lab.group({
          schemas: [groupSchema, graphGroup],
          externalId: lab.unique(),
          displayName,
          meta: { resourceType: 'Group' },
        })
        const filter = filterOf(`displayName eq "${displayName.toUpperCase()}"`)
        const reply = await lab.call('GET', `/Groups?excludedAttributes=members&filter=${filter}`)
        expectFound(reply, [group.id])
        expectEqual(at(reply.body, 'Resources', 0, 'members'), undefined, 'members')
      },
    },
    {
      id: 'members',
      row: 'ENT-22',
      title: 'Members come and go in both dialects, and never all of them by mistake',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const [ann, bob, eve] = [await create(lab), await create(lab), await create(lab)]
        const group = await lab.group()
        const path = `/Groups/${group.id}`
        const value = [ann, bob, eve].map(({ id }) => ({ $ref: null, value: id }))
        expectStatus(await lab.patch(path, [{ op: 'Add', path: 'members', value }]), 200, 204)
        expectStatus(
          await lab.patch(path, [{ op: 'Remove', path: 'members', value: [{ $ref: null, value: ann.id }] }]),
          200,
          204,
        )
        expectStatus(
          await lab.patch(`${path}${compliant}`, [{ op: 'remove', path: `members[value eq "${bob.id}"]` }]),
          200,
          204,
        )
        const { body } = await lab.call('GET', path)
        expectEqual(
          elementsOf(at(body, 'members')).map((member) => at(member, 'value') as Json),
          [eve.id],
          'members',
        )
      },
    },
    {
      id: 'group-look-up',
      title: 'A look-up of one member of one group finds the group',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const user = await create(lab)
        const group = await lab.group({ members: [{ value: user.id }] })
        const filter = filterOf(`id eq "${group.id}" and members eq "${user.id}"`)
        expectFound(await lab.call('GET', `/Groups?filter=${filter}&attributes=id`), [group.id])
      },
    },
    {
      id: 'group-duplicate',
      row: 'ENT-21',
      title: 'A second group of the same name is a 201 or a 409',
      skip: ({ groups }) => (groups ? null : 'the server announces no groups'),
      async run(lab) {
        const { displayName } = await lab.group()
        expectStatus(await lab.call('POST', '/Groups', { body: { schemas: [groupSchema], displayName } }), 201, 409)
      },
    },
    {
      id: 'schema-of-groups',
      row: 'ENT-04',
      title: 'Schemas has users and groups, for the discovery of attributes',
      async run(lab) {
        const ids = expectList(await lab.call('GET', '/Schemas')).resources.map(({ id }) => id)
        expectThat(ids.includes(userSchema) && ids.includes(groupSchema), 'the schema of users or groups is missing')
      },
    },
    {
      id: 'rate',
      row: 'ENT-02',
      title: '25 requests at once are all served',
      async run({ call }) {
        const replies = await Promise.all(
          Array.from({ length: 25 }, () => call('GET', '/Users?count=1', { patient: false })),
        )
        for (const reply of replies) expectStatus(reply, 200)
      },
    },
  ],
}
