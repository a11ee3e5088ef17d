import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectStatus, expectThat } from '../expect.ts'
import { at, elementsOf } from '../json.ts'
import { userSchema } from '../lab.ts'

/** Replacing by PUT (RFC 7644 §3.5.1). */
export const replaceChecks: CheckGroup = {
  name: 'replace',
  source: 'RFC 7644 §3.5.1',
  checks: [
    {
      id: 'user',
      title: 'PUT replaces what is there and keeps id and meta.created',
      async run(lab) {
        const user = await lab.user({ displayName: 'before', title: 'gone' })
        const body = { schemas: [userSchema], userName: user['userName'], displayName: 'after', active: true }
        const reply = await lab.call('PUT', `/Users/${user.id}`, { body })
        expectStatus(reply, 200)
        const read = (await lab.call('GET', `/Users/${user.id}`)).body
        for (const shown of [reply.body, read]) {
          expectEqual(at(shown, 'id'), user.id, 'id')
          expectEqual(at(shown, 'displayName'), 'after', 'displayName')
          expectEqual(at(shown, 'meta', 'created'), at(user, 'meta', 'created'), 'meta.created')
        }
      },
    },
    {
      id: 'clears',
      title: 'An attribute that PUT leaves out is gone',
      level: 'should',
      async run(lab) {
        const user = await lab.user({ title: 'gone', emails: [{ value: 'gone@example.com', type: 'work' }] })
        await lab.call('PUT', `/Users/${user.id}`, { body: { schemas: [userSchema], userName: user['userName'] } })
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, 'title'), undefined, 'title')
        expectEqual(elementsOf(at(body, 'emails')).length, 0, 'the number of emails')
      },
    },
    {
      id: 'round-trip',
      title: 'What GET gives can be PUT back as it is, and changes nothing',
      async run(lab) {
        const { id } = await lab.user({
          displayName: 'x',
          emails: [{ value: 'a@example.com', type: 'work', primary: true }],
        })
        const { body } = await lab.call('GET', `/Users/${id}`)
        const reply = await lab.call('PUT', `/Users/${id}`, { body })
        expectStatus(reply, 200)
        for (const name of ['userName', 'displayName', 'emails', 'active'])
          expectEqual(at(reply.body, name), at(body, name), name)
      },
    },
    {
      id: 'unknown',
      title: 'PUT to a resource that is not there is a 404 and makes nothing',
      async run({ call, unique }) {
        const path = `/Users/${unique()}`
        expectError(
          await call('PUT', path, { body: { schemas: [userSchema], userName: `${unique()}@example.com` } }),
          404,
        )
        expectStatus(await call('GET', path), 404)
      },
    },
    {
      id: 'read-only',
      title: 'Read-only values of PUT are ignored',
      async run(lab) {
        const user = await lab.user()
        const body = {
          schemas: [userSchema],
          userName: user['userName'],
          id: 'other',
          meta: { created: '1999-01-01T00:00:00Z' },
          groups: [{ value: 'x' }],
        }
        const reply = await lab.call('PUT', `/Users/${user.id}`, { body })
        expectStatus(reply, 200)
        expectEqual(at(reply.body, 'id'), user.id, 'id')
        expectEqual(elementsOf(at(reply.body, 'groups')).length, 0, 'the number of groups')
      },
    },
    {
      id: 'required',
      title: 'PUT without a required attribute is refused by 400 and changes nothing',
      async run(lab) {
        const user = await lab.user({ displayName: 'before' })
        const reply = await lab.call('PUT', `/Users/${user.id}`, {
          body: { schemas: [userSchema], displayName: 'after' },
        })
        expectError(reply, 400)
        const { body } = await lab.call('GET', `/Users/${user.id}`)
        expectEqual(at(body, 'displayName'), 'before', 'displayName')
      },
    },
    {
      id: 'conflict',
      title: 'PUT of a userName that another has is refused',
      async run(lab) {
        const [one, two] = [await lab.user(), await lab.user()]
        const body = { schemas: [userSchema], userName: one['userName'] }
        expectError(await lab.call('PUT', `/Users/${two.id}`, { body }), lab.server.userNameMutable ? 409 : [400, 409])
        const read = await lab.call('GET', `/Users/${two.id}`)
        expectThat(at(read.body, 'userName') !== one['userName'], 'two users have the same userName')
      },
    },
  ],
}
