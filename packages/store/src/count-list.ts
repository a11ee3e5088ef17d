import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import { countResources } from './count-resources.ts'
import { toNumber, toOptionalNumber } from './decode.ts'
import { matchingResources } from './filter/matching-resources.ts'
import type { ResourceSource } from './filter/resource-source.ts'
import type { KnownList } from './list-memory.ts'
import { runQuery } from './sql/run-query.ts'
import type { Row, Statements } from './sql/statements.ts'

/** How many there are, and the revision of the organization at which that is so; `null` where nobody is to remember it. */
export interface CountedList {
  readonly revision: number | null
  readonly total: number
}

/** They are counted where they are not known of this revision: one statement says both, so that they are of one state. */
export async function countList(
  statements: Statements,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
  remembered: { readonly known: KnownList | undefined } | undefined,
): Promise<CountedList> {
  const { builder } = statements.dialect
  const matching = matchingResources(statements.dialect, source, organizationId, filter)
  // A transaction has a revision of its own, of which nobody else knows anything.
  if (remembered === undefined) return { revision: null, total: await countResources(statements, matching) }
  const { known } = remembered
  const count = matching.count({ total: '*' })
  const query = builder('organizations as o')
    .select(
      'o.revision',
      builder.raw('CASE WHEN o.revision = CAST(? AS bigint) THEN NULL ELSE ? END AS total', [
        known?.revision ?? -1,
        count,
      ]),
    )
    .where('o.id', organizationId)
  const [row] = (await runQuery(statements, query)) as readonly Row[]
  if (row === undefined) return { revision: null, total: 0 }
  return { revision: toNumber(row, 'revision'), total: toOptionalNumber(row, 'total') ?? known?.total ?? 0 }
}
