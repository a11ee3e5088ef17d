import type { Issue } from '../scim/errors.ts'
import { isJsonObject, type JsonObject } from '../scim/resource/resource-data.ts'

/** What a route of a plugin answers: JSON text with a status, or what a problem is made of. */
export type CheckedAnswer =
  | { readonly status: number; readonly json: string | null }
  | { readonly status: number; readonly refusal: { readonly detail: string; readonly issues: readonly Issue[] } }

/** Holds the answer of a plugin's route against what it may be. Throws where it is something else. */
export function parsePluginAnswer(answer: unknown): CheckedAnswer {
  if (!isJsonObject(answer)) throw new Error('the answer must be an object with a status')
  const { status } = answer
  if (typeof status !== 'number' || !Number.isInteger(status)) throw new Error("'status' must be a whole number")
  if (status >= 200 && status <= 299) return { status, json: toJson(answer) }
  if (status >= 400 && status <= 499) return { status, refusal: parseRefusal(answer) }
  throw new Error("'status' must be from 200 to 299, or from 400 to 499")
}

function toJson({ body }: JsonObject): string | null {
  if (body === undefined) return null
  const json = JSON.stringify(body) as string | undefined
  if (json === undefined) throw new Error("'body' must be JSON")
  return json
}

function parseRefusal({ detail, issues = [] }: JsonObject): {
  readonly detail: string
  readonly issues: readonly Issue[]
} {
  if (typeof detail !== 'string' || detail === '') throw new Error("a refusal needs 'detail', a sentence for who asked")
  if (!Array.isArray(issues)) throw new Error("'issues' must be a list")
  return {
    detail,
    issues: issues.map((issue: unknown) => {
      if (isJsonObject(issue) && typeof issue['path'] === 'string' && typeof issue['message'] === 'string')
        return { path: issue['path'], message: issue['message'] }
      throw new Error("each of 'issues' has a path and a message")
    }),
  }
}
