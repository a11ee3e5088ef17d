import type { ResolvedFilter } from '@rolecall/core/scim/filter/resolved-filter'

import { countResources } from './count-resources.ts'
import { toOptionalNumber, toText } from './decode.ts'
import { matchingResources } from './filter/matching-resources.ts'
import type { ResourceSource } from './filter/resource-source.ts'
import type { KnownList } from './list-memory.ts'
import { runQuery } from './sql/run-query.ts'
import type { Row, Statements } from './sql/statements.ts'
import { markOfState } from './state-mark.ts'

/** How many there are, and the mark of the state in which that is so; `null` where nobody is to remember it. */
export interface CountedList {
  readonly mark: string | null
  readonly total: number
}

/** They are counted where they are not known of this state: one statement says both, so that they are of one state. */
export async function countList(
  statements: Statements,
  source: ResourceSource,
  organizationId: string,
  filter: ResolvedFilter | null,
  remembered: { readonly known: KnownList | undefined } | undefined,
): Promise<CountedList> {
  const { builder } = statements.dialect
  const matching = matchingResources(statements.dialect, source, organizationId, filter)
  // A transaction has a state of its own, of which nobody else knows anything.
  if (remembered === undefined) return { mark: null, total: await countResources(statements, matching) }
  const { known } = remembered
  const count = matching.count({ total: '*' })
  const query = builder('organizations as o')
    .select(
      builder.raw(`${markOfState} AS mark`),
      builder.raw(`CASE ${markOfState} WHEN ? THEN NULL ELSE ? END AS total`, [known?.mark ?? '', count]),
    )
    .where('o.id', organizationId)
  const [row] = (await runQuery(statements, query)) as readonly Row[]
  if (row === undefined) return { mark: null, total: 0 }
  return { mark: toText(row, 'mark'), total: toOptionalNumber(row, 'total') ?? known?.total ?? 0 }
}
