import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { createStore } from '@rolecall/store/create-store'
import { openBackend, type Backend } from '@rolecall/store/open-backend'
import type { StoreOptions } from '@rolecall/store/open-store'
import type { Statements, WritingStatements } from '@rolecall/store/sql/statements'
import type { CallFaults } from '@rolecall/testkit/faults/call-faults'

import { readRows } from '../../../../server/test/read-state.ts'

/** What is written beside the requests, whenever it comes to it. */
const besideRequests =
  /request_log|request_counts|UPDATE (api_keys|oauth_clients) SET (last_used_at|guessed_provider|refused_at)|DELETE FROM (access_tokens|used_assertions)/

/** A store of which each statement may fail, and so may the begin and the commit of a transaction. */
export interface FailingStore {
  readonly store: Store
  /** Everything that is stored but what is written beside the requests; it never fails. */
  readonly readState: () => Promise<unknown>
}

export async function openFailingStore(faults: CallFaults, options: StoreOptions): Promise<FailingStore> {
  const backend = await openBackend(options)
  return {
    store: createStore(failing(backend, faults), options.resourceTypes ?? standardResourceTypes),
    readState: () => readRows(backend.readers),
  }
}

function failing(backend: Backend, faults: CallFaults): Backend {
  const call = async (sql: string): Promise<void> => {
    if (!besideRequests.test(sql)) await faults.call(sql)
  }
  const reading = (statements: Statements): Statements => ({
    dialect: statements.dialect,
    async all(sql, parameters, of) {
      await call(sql)
      return statements.all(sql, parameters, of)
    },
  })
  const writing = (statements: WritingStatements): WritingStatements => ({
    ...reading(statements),
    async write(sql, parameters, keys) {
      await call(sql)
      return statements.write(sql, parameters, keys)
    },
    sent: statements.sent,
  })
  return {
    readers: reading(backend.readers),
    run: (work, options) => backend.run((statements) => work(writing(statements)), options),
    async runWrite(id, work, options) {
      await faults.call('begin')
      return backend.runWrite(
        id,
        async (statements) => {
          const answer = await work(writing(statements))
          await faults.call('commit')
          return answer
        },
        options,
      )
    },
    requireFile: () => backend.requireFile(),
    async runSnapshot(work) {
      await faults.call('snapshot')
      return backend.runSnapshot((statements) => work(reading(statements)))
    },
    close: () => backend.close(),
  }
}
