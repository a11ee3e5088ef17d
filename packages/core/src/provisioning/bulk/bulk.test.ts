import { describe, expect, it } from 'vitest'

import type { PluginHost } from '../../host/plugin-host.ts'
import { ScimError } from '../../scim/errors.ts'
import { parseBulkRequest } from '../../scim/message/parse-bulk-request.ts'
import { standardResourceTypes } from '../../scim/schema/resource-types.ts'
import { Tolerances } from '../../scim/tolerance.ts'
import { StoreError } from '../../store-error.ts'
import type { Store } from '../../store.ts'
import { runBulk } from './bulk.ts'
import type { OperationContext } from '../../change/operation-context.ts'

/** A database whose writes fail, one after another, with these errors. */
function contextWith(errors: readonly Error[]): { readonly context: OperationContext; readonly writes: () => number } {
  let writes = 0
  const store: Partial<Store> = {
    write() {
      writes += 1
      return Promise.reject(errors[writes - 1] ?? new Error('not expected'))
    },
  }
  const host: Partial<PluginHost> = { listens: false, normalize: (request) => request }
  const context: Partial<OperationContext> = {
    store: store as Store,
    host: host as PluginHost,
    resourceTypes: standardResourceTypes,
    now: () => '2026-01-01T00:00:00.000Z',
    tolerances: new Tolerances(),
    baseUrl: 'https://host',
  }
  return { context: context as OperationContext, writes: () => writes }
}

const post = (bulkId: string) => ({
  method: 'POST',
  path: '/Users',
  bulkId,
  data: { userName: `${bulkId}@example.com` },
})

async function run(errors: readonly Error[], ...Operations: readonly object[]) {
  const { context, writes } = contextWith(errors)
  const request = parseBulkRequest({ Operations }, 10, new Tolerances())
  const told: unknown[] = []
  const { Operations: results } = await runBulk(context, request, (error) => {
    told.push(error)
    if (error instanceof ScimError) return error
    return new ScimError(error instanceof StoreError ? 503 : 500, undefined, 'told')
  })
  return { results, told, writes: writes() }
}

describe('runBulk, where the server is to blame', () => {
  it('goes on after an error that nobody expected, and gives it away to the caller alone', async () => {
    const errors = [new Error('secret one'), new Error('secret two')]
    const { results, told, writes } = await run(errors, post('a'), post('b'))
    expect(results.map(({ status, response }) => [status, response?.detail])).toEqual([
      ['500', 'told'],
      ['500', 'told'],
    ])
    expect([told, writes]).toEqual([errors, 2])
    expect(JSON.stringify(results)).not.toContain('secret')
  })

  it('stops where the database can not be reached: whatever follows would only wait', async () => {
    const { results, writes } = await run([new StoreError('unavailable', 'gone')], post('a'), post('b'), post('c'))
    expect(results.map(({ bulkId, status }) => [bulkId, status])).toEqual([['a', '503']])
    expect(writes).toBe(1)
  })
})
