import type { CheckGroup } from '../check.ts'
import { expectEqual, expectError, expectStatus, expectThat } from '../expect.ts'
import { at } from '../json.ts'
import type { Lab } from '../lab.ts'

async function makeWithETag(lab: Lab): Promise<{ readonly path: string; readonly etag: string }> {
  const { id } = await lab.user({ displayName: 'before' })
  const reply = await lab.call('GET', `/Users/${id}`)
  const etag = reply.headers.get('etag') ?? ''
  expectThat(etag !== '', 'there is no ETag header')
  expectEqual(at(reply.body, 'meta', 'version'), etag, 'meta.version')
  return { path: `/Users/${id}`, etag }
}

const change = [{ op: 'replace', path: 'displayName', value: 'after' }]

/** Versions of resources (RFC 7644 §3.14). */
export const etagChecks: CheckGroup = {
  name: 'etag',
  source: 'RFC 7644 §3.14',
  skip: ({ etag }) => (etag ? null : 'the server announces no ETags'),
  checks: [
    {
      id: 'header',
      title: 'A resource has an ETag that is its meta.version',
      run: async (lab) => void (await makeWithETag(lab)),
    },
    {
      id: 'if-match',
      title: 'If-Match with the version changes, with an older one 412 and nothing is changed',
      async run(lab) {
        const { etag, path } = await makeWithETag(lab)
        expectStatus(await lab.patch(path, change, { headers: { 'if-match': etag } }), 200, 204)
        const again = [{ op: 'replace', path: 'displayName', value: 'too late' }]
        expectError(await lab.patch(path, again, { headers: { 'if-match': etag } }), 412)
        expectEqual(at((await lab.call('GET', path)).body, 'displayName'), 'after', 'displayName')
        expectError(await lab.call('DELETE', path, { headers: { 'if-match': etag } }), 412)
        expectStatus(await lab.call('GET', path), 200)
      },
    },
    {
      id: 'changes',
      title: 'A change gives another version, and none gives the same',
      async run(lab) {
        const { etag, path } = await makeWithETag(lab)
        expectEqual((await lab.call('GET', path)).headers.get('etag'), etag, 'ETag')
        await lab.patch(path, change)
        expectThat((await lab.call('GET', path)).headers.get('etag') !== etag, 'the ETag is the same after a change')
      },
    },
    {
      id: 'if-none-match',
      title: 'If-None-Match with the version is a 304',
      level: 'should',
      async run(lab) {
        const { id } = await lab.user()
        // Without groups, which are computed: a server may not know their version.
        const path = `/Users/${id}?attributes=userName`
        const etag = (await lab.call('GET', path)).headers.get('etag') ?? ''
        expectStatus(await lab.call('GET', path, { headers: { 'if-none-match': etag } }), 304)
      },
    },
    {
      id: 'star',
      title: 'If-Match * fits whatever is there',
      source: 'RFC 9110 §13.1.1',
      async run(lab) {
        const { path } = await makeWithETag(lab)
        expectStatus(await lab.patch(path, change, { headers: { 'if-match': '*' } }), 200, 204)
      },
    },
  ],
}
