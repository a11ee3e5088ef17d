import { standardResourceTypes } from '@rolecall/core/scim/schema/resource-types'
import type { Store } from '@rolecall/core/store'
import { createStore } from '@rolecall/store/create-store'
import { openBackend, type Backend } from '@rolecall/store/open-backend'
import type { StoreOptions } from '@rolecall/store/open-store'
import type { Parameter } from '@rolecall/store/sql/parameter'
import type { Statements, WritingStatements } from '@rolecall/store/sql/statements'

/** The statements that a store has run, each text once, with the values of its first use. */
export type StatementCensus = Map<string, readonly Parameter[]>

/** Opens a store that enters whatever it runs into a census. */
export async function openWatchedStore(census: StatementCensus, options: StoreOptions): Promise<Store> {
  const backend = await openBackend(options)
  return createStore(watch(backend, census), options.resourceTypes ?? standardResourceTypes)
}

function watch(backend: Backend, census: StatementCensus): Backend {
  const note = (sql: string, parameters: readonly Parameter[]): void => {
    if (!census.has(sql)) census.set(sql, parameters)
  }
  const reading = (statements: Statements): Statements => ({
    dialect: statements.dialect,
    all(sql, parameters, of) {
      note(sql, parameters)
      return statements.all(sql, parameters, of)
    },
  })
  const writing = (statements: WritingStatements): WritingStatements => ({
    ...reading(statements),
    write(sql, parameters, keys) {
      note(sql, parameters)
      return statements.write(sql, parameters, keys)
    },
    sent: statements.sent,
  })
  return {
    readers: reading(backend.readers),
    run: (work) => backend.run((statements) => work(writing(statements))),
    runWrite: (id, work, options) => backend.runWrite(id, (statements) => work(writing(statements)), options),
    runSnapshot: (work) => backend.runSnapshot((statements) => work(reading(statements))),
    requireFile: () => backend.requireFile(),
    close: () => backend.close(),
  }
}
