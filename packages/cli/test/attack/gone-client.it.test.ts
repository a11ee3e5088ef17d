import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

import type { Gone } from '@rolecall/core/change/gone'
import type { Store, WriteScope } from '@rolecall/core/store'
import { openStore, type StoreOptions } from '@rolecall/store/open-store'
import { eachDatabase } from '@rolecall/testkit/test-databases'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'

import { createClient, type Client } from '../../../server/test/client.ts'
import { startRolecall, type Rolecall, type TestOrganization } from '../../../server/test/rolecall.ts'

describe.each(eachDatabase)('a client on $name that leaves before its answer', ({ create }) => {
  const asked: WriteScope[] = []
  let onAsked = (): void => {}
  let rolecall: Rolecall
  let other: Store
  let organization: TestOrganization
  let provider: Client

  beforeAll(async () => {
    rolecall = await startRolecall(create, undefined, [], openWatched)
    other = await rolecall.openAnotherStore()
    organization = await rolecall.createOrganization('Acme')
    provider = createClient(rolecall.url, organization.keys.scim)
  })
  afterAll(async () => {
    await other.close()
    await rolecall.stop()
  })

  /** Says when a write of a request is asked for. */
  async function openWatched(options: StoreOptions): Promise<Store> {
    const store = await openStore(options)
    return {
      ...store,
      write(organizationId, scope, work) {
        asked.push(scope)
        onAsked()
        return store.write(organizationId, scope, work)
      },
    }
  }

  async function writesAsked(count: number): Promise<readonly WriteScope[]> {
    while (asked.length < count) await new Promise<void>((resolve) => (onAsked = resolve))
    return asked
  }

  /** Has another process hold what every write of the organization needs, until `work` is done. */
  async function whileLocked(work: () => Promise<void>): Promise<void> {
    const scope: WriteScope = { cause: { kind: 'cli', requestId: null, keyId: null }, now: rolecall.services.now() }
    await other.write(organization.id, scope, work)
  }

  it('has nothing of its carried out whose turn had not come, and the others all of theirs', async () => {
    asked.length = 0
    const staying: ReturnType<Client>[] = []
    await whileLocked(async () => {
      const leaving = ['one', 'two', 'three'].map((name) => post(rolecall.url, organization.keys.scim, name))
      const scopes = [...(await writesAsked(3))]
      for (const socket of leaving) socket.destroy()
      await Promise.all(scopes.map(({ gone }) => aborted((gone as Gone).signal)))
      staying.push(provider('POST', '/api/scim/v2/Users', { body: { userName: 'four@example.com' } }))
      await writesAsked(4)
    })
    expect((await Promise.all(staying)).map(({ status }) => status)).toEqual([201])
    const found = await provider('GET', '/api/scim/v2/Users')
    expect(found.body.Resources.map(({ userName }: { readonly userName: string }) => userName)).toEqual([
      'four@example.com',
    ])
    // The line of a request is written at its end, which nobody who has left waits for.
    await vi.waitFor(() => {
      const statuses = rolecall.logged.filter(({ method }) => method === 'POST').map(({ status }) => Number(status))
      expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 499, 499, 499])
    }, 10_000)
  })
})

function post(url: string, key: string, name: string): Socket {
  const body = JSON.stringify({ userName: `${name}@example.com` })
  const head = [
    'POST /api/scim/v2/Users HTTP/1.1',
    'Host: localhost',
    `Authorization: Bearer ${key}`,
    'Content-Type: application/scim+json',
    `Content-Length: ${body.length}`,
  ]
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  return socket
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
