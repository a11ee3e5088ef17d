import type { AttributeMapping } from './attribute-mapping.ts'
import { evaluateExpression, type AttributeReader } from './evaluate-expression.ts'
import type { TargetPath } from './target-path.ts'

/** What a source object should look like in the target: one value for each mapped path, `null` where there is none. */
export interface MappedAttribute {
  readonly target: TargetPath
  readonly value: string | null
  readonly apply: AttributeMapping['apply']
}

/** Source object → values by target, in the order of the rows. Empty text counts as no value. */
export function mapAttributes(rows: readonly AttributeMapping[], source: AttributeReader): readonly MappedAttribute[] {
  return rows.map((row) => {
    const result = evaluateExpression(row.value, source)
    const value = result === null || typeof result === 'string' ? result : result.join(',')
    return { target: row.target, value: value === '' ? null : value, apply: row.apply }
  })
}
