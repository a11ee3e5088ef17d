import * as v from 'valibot'
import { defaultMappings } from './attribute-mapping.ts'

const attributeMapping = v.strictObject({
  target: v.string(),
  source: v.string(),
  matchingPrecedence: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
})

/** What customers are told to type into Entra, for organizations that say nothing themselves. */
export const config = v.optional(
  v.strictObject({ attributeMappings: v.optional(v.array(attributeMapping), () => [...defaultMappings]) }),
  {},
)
