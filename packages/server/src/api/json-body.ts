import { getDotPath, safeParse, type GenericIssue, type GenericSchema, type InferOutput } from 'valibot'

import { UnprocessableError } from '@rolecall/core/errors'
import type { Issue } from '@rolecall/core/scim/errors'

import { parseJson } from '../http/parse-json.ts'
import type { BodyDefinition } from '../route/body-definition.ts'

/** A body of JSON that has to fit a schema: 422 with every issue where it does not. */
export function jsonBody<Schema extends GenericSchema>(schema: Schema): BodyDefinition<InferOutput<Schema>> {
  return {
    mediaTypes: ['application/json'],
    schema,
    parse(text) {
      const result = safeParse(schema, parseJson(text))
      if (result.success) return result.output
      throw new UnprocessableError('The body is not what this path understands', result.issues.map(toIssue))
    },
  }
}

function toIssue(issue: GenericIssue): Issue {
  return { path: getDotPath(issue) ?? '', message: issue.message }
}
