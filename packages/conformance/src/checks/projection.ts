import type { CheckGroup } from '../check.ts'
import { expectEqual, expectList, expectStatus, expectThat } from '../expect.ts'
import { at } from '../json.ts'
import type { Lab, Resource } from '../lab.ts'

const emails = [{ value: 'projection@example.com', type: 'work' }]
const make = (lab: Lab): Promise<Resource> =>
  lab.user({ displayName: 'Ann', title: 'Dr', name: { givenName: 'Ann', familyName: 'Lee' }, emails })

const row = (
  id: string,
  title: string,
  query: string,
  there: readonly (readonly string[])[],
  gone: readonly (readonly string[])[],
) => ({
  id,
  title,
  async run(lab: Lab) {
    const user = await make(lab)
    const reply = await lab.call('GET', `/Users/${user.id}?${query}`)
    expectStatus(reply, 200)
    for (const path of there) expectThat(at(reply.body, ...path) !== undefined, `${path.join('.')} is missing`)
    for (const path of gone) expectThat(at(reply.body, ...path) === undefined, `${path.join('.')} is there`)
  },
})

/** attributes and excludedAttributes (RFC 7644 §3.9). */
export const projectionChecks: CheckGroup = {
  name: 'projection',
  source: 'RFC 7644 §3.9',
  checks: [
    row(
      'attributes',
      'attributes leaves what is asked for, and id',
      'attributes=userName',
      [['id'], ['userName']],
      [['displayName'], ['emails'], ['title']],
    ),
    row(
      'attributes-list',
      'attributes takes a list',
      'attributes=userName,title',
      [['userName'], ['title']],
      [['displayName']],
    ),
    row(
      'attributes-case',
      'attributes compares without case',
      'attributes=USERNAME',
      [['userName']],
      [['displayName']],
    ),
    row(
      'attributes-sub',
      'attributes takes a sub-attribute',
      'attributes=name.familyName',
      [['name', 'familyName']],
      [['name', 'givenName'], ['userName']],
    ),
    row(
      'attributes-urn',
      'attributes takes a name with its URN',
      'attributes=urn:ietf:params:scim:schemas:core:2.0:User:title',
      [['title']],
      [['userName']],
    ),
    row(
      'attributes-unknown',
      'attributes with a name that nobody has leaves id',
      'attributes=nothingOfThat',
      [['id']],
      [['userName']],
    ),
    row(
      'excluded',
      'excludedAttributes takes away',
      'excludedAttributes=displayName',
      [['id'], ['userName'], ['title']],
      [['displayName']],
    ),
    row(
      'excluded-sub',
      'excludedAttributes takes a sub-attribute',
      'excludedAttributes=name.givenName',
      [['name', 'familyName']],
      [['name', 'givenName']],
    ),
    row(
      'excluded-always',
      'excludedAttributes never takes id',
      'excludedAttributes=id,userName',
      [['id']],
      [['userName']],
    ),
    {
      id: 'list',
      title: 'attributes works on a list',
      async run(lab) {
        const user = await make(lab)
        const filter = encodeURIComponent(`userName eq "${String(user['userName'])}"`)
        const { resources } = expectList(await lab.call('GET', `/Users?filter=${filter}&attributes=title`))
        expectEqual(at(resources[0], 'title'), 'Dr', 'title')
        expectEqual(at(resources[0], 'userName'), undefined, 'userName')
      },
    },
    {
      id: 'create',
      title: 'attributes works on the answer to POST',
      level: 'should',
      async run({ call, unique }) {
        const body = {
          schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
          userName: `${unique()}@example.com`,
          title: 'Dr',
        }
        const reply = await call('POST', '/Users?attributes=userName', { body })
        expectStatus(reply, 201)
        expectEqual(at(reply.body, 'title'), undefined, 'title')
      },
    },
  ],
}
