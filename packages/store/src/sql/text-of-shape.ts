import { isDeepStrictEqual } from 'node:util'

import { createCache } from '../create-cache.ts'
import type { Parameter } from './parameter.ts'
import type { BuiltQuery } from './run-query.ts'

/** Texts that differ from client to client, such as those of filters, must not fill the memory. */
const capacity = 2_000

/** Remembers the texts of a select that is built, by what its shape depends on: to build one costs a third of a look-up. */
export function createTextOfShape() {
  const texts = createCache<string>(capacity)

  /** The text of `build` for these values, which are bound in the order of the text. */
  return (
    shape: readonly string[],
    values: readonly Parameter[],
    build: () => BuiltQuery<readonly object[]>,
  ): string => {
    const key = shape.join('\n')
    const known = texts.get(key)
    if (known !== undefined) return known
    const { bindings, sql } = build().toSQL()
    if (!isDeepStrictEqual(bindings, values))
      throw new Error(`The values of a select are not those of its text: ${sql}`)
    texts.set(key, sql)
    return sql
  }
}
