import knexModule, { type Knex } from 'knex'

import type { RowOf } from '../tables/row-of.ts'
import type { TableName } from '../tables/tables.ts'

declare module 'knex/types/tables.js' {
  interface Tables extends Rows {}
}

type Rows = { readonly [Name in TableName]: RowOf<Name> }

const { knex } = knexModule

/** Builds the text of statements whose shape depends on a request. Neither is connected: texts run on connections of ours. */
export const builders: Readonly<Record<'sqlite' | 'postgres', Knex>> = {
  sqlite: knex({ client: 'sqlite3', useNullAsDefault: true }),
  postgres: knex({ client: 'pg' }),
}
