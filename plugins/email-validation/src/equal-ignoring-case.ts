import type { OperatorDefinition } from '@rolecall/core/plugin/mapping-kind'
import { fold } from '@rolecall/core/scim/fold'
import type { Json } from '@rolecall/core/scim/resource/resource-data'

/** Any text on one side equals any on the other without regard to case, whatever the schema says of case. */
export const equalIgnoringCase: OperatorDefinition = {
  name: 'equalIgnoringCase',
  evaluate(left, right) {
    const keys = new Set(texts(right).map(fold))
    return texts(left).some((text) => keys.has(fold(text)))
  },
}

function texts(values: readonly Json[]): readonly string[] {
  return values.filter((value) => typeof value === 'string')
}
