import { safeParse, type GenericIssue, type GenericSchema, type InferOutput } from 'valibot'

import { UnprocessableError } from '@rolecall/core/errors'
import { MAX_ISSUES, type Issue } from '@rolecall/core/scim/errors'

import { parseJson } from '../http/parse-json.ts'
import type { BodyDefinition } from '../route/body-definition.ts'
import { isUnknownField, toUnknown } from './unknown-field.ts'

/** The largest body of a route that says nothing else: far more than what any of them takes. */
const usualLimit = 64 * 1024

/** The largest body of a route that takes lists, of people or of roles. */
export const listLimit = 1024 * 1024

/** Of a longer body only the first issue is told: to find all that is wrong with a long list takes seconds. */
const longestToList = 65_536

/** A body of JSON that has to fit a schema: 422 with every issue, or the first hundred, where it does not. */
export function jsonBody<Schema extends GenericSchema>(
  schema: Schema,
  bytes: number = usualLimit,
): BodyDefinition<InferOutput<Schema>> {
  return {
    mediaTypes: ['application/json'],
    limit: { bytes, tooLarge: `The body must not be larger than ${bytes} bytes` },
    schema,
    parse(text) {
      const result = safeParse(schema, parseJson(text), { abortEarly: text.length > longestToList })
      if (result.success) return result.output
      const issues = result.issues.slice(0, MAX_ISSUES).map((issue) => toIssue(issue, schema))
      throw new UnprocessableError('The body is not what this path understands', issues)
    },
  }
}

function toIssue(issue: GenericIssue, schema: GenericSchema): Issue {
  return { path: toPath(issue), message: isUnknownField(issue) ? toUnknown(issue, schema) : issue.message }
}

/** `teams[3].parent` */
function toPath({ path }: GenericIssue): string {
  let text = ''
  for (const { key } of path ?? []) text += typeof key === 'number' ? `[${key}]` : `${text && '.'}${String(key)}`
  return text
}
