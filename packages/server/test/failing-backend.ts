import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { createStore } from '@rolecall/store/create-store'
import { openBackend, type Backend } from '@rolecall/store/open-backend'
import type { StoreOptions } from '@rolecall/store/open-store'
import type { Statements, WritingStatements } from '@rolecall/store/sql/statements'
import type { CallFaults } from '@rolecall/testkit/faults/call-faults'

/** What is written beside the requests, whenever it comes to it. */
const besideRequests =
  /request_log|request_counts|UPDATE (api_keys|oauth_clients) SET (last_used_at|guessed_provider|refused_at)/

/** Opens a store of which each statement may fail, and so may the begin and the commit of a transaction. */
export async function openFailingStore(faults: CallFaults, options: StoreOptions): Promise<Store> {
  return createStore(failing(await openBackend(options), faults), options.resourceTypes ?? standardResourceTypes)
}

function failing(backend: Backend, faults: CallFaults): Backend {
  const call = (sql: string): void => {
    if (!besideRequests.test(sql)) faults.call(sql)
  }
  const reading = (statements: Statements): Statements => ({
    dialect: statements.dialect,
    async all(sql, parameters) {
      call(sql)
      return statements.all(sql, parameters)
    },
  })
  const writing = (statements: WritingStatements): WritingStatements => ({
    ...reading(statements),
    async write(sql, parameters) {
      call(sql)
      return statements.write(sql, parameters)
    },
  })
  return {
    readers: reading(backend.readers),
    run: (work) => backend.run((statements) => work(writing(statements))),
    async runWrite(id, work) {
      faults.call('begin')
      return backend.runWrite(id, async (statements) => {
        const answer = await work(writing(statements))
        faults.call('commit')
        return answer
      })
    },
    async runSnapshot(work) {
      faults.call('snapshot')
      return backend.runSnapshot((statements) => work(reading(statements)))
    },
    close: () => backend.close(),
  }
}
