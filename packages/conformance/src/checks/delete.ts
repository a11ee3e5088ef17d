import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectFound, expectStatus } from '../expect.ts'

/** Deleting (RFC 7644 §3.6). */
export const deleteChecks: CheckGroup = {
  name: 'delete',
  source: 'RFC 7644 §3.6',
  checks: [
    {
      id: 'user',
      title: 'DELETE answers 204 without a body, and the user is gone from everywhere',
      async run(lab) {
        const user = await lab.user()
        const reply = await lab.call('DELETE', `/Users/${user.id}`)
        expectStatus(reply, 204)
        expectEqual(reply.text, '', 'the body')
        expectError(await lab.call('GET', `/Users/${user.id}`), 404)
        expectFound(await lab.call('GET', `/Users?filter=${encodeURIComponent(`id eq "${user.id}"`)}`), [])
      },
    },
    {
      id: 'again',
      title: 'Every operation on what was deleted is a 404',
      async run(lab) {
        const user = await lab.user()
        await lab.call('DELETE', `/Users/${user.id}`)
        expectError(await lab.call('DELETE', `/Users/${user.id}`), 404)
        expectError(await lab.patch(`/Users/${user.id}`, [{ op: 'add', path: 'title', value: 'x' }]), 404)
        expectError(await lab.call('PUT', `/Users/${user.id}`, { body: { userName: user['userName'] } }), 404)
      },
    },
    {
      id: 'reuse',
      title: 'The userName of a deleted user can be used again',
      async run(lab) {
        const { id, userName } = await lab.user()
        await lab.call('DELETE', `/Users/${id}`)
        await lab.user({ userName })
      },
    },
    {
      id: 'unknown',
      title: 'DELETE of what was never there is a 404',
      run: async ({ call, unique }) => expectError(await call('DELETE', `/Users/${unique()}`), 404),
    },
  ],
}
