import * as v from 'valibot'
import { parse } from 'yaml'

import type { Transcript } from './transcript.ts'

const headers = v.record(v.string(), v.string())

const schema = v.strictObject({
  title: v.pipe(v.string(), v.minLength(1)),
  source: v.pipe(
    v.string(),
    v.regex(/^(https:\/\/\S+|RFC \d+ §\S+|synthetic)$/, 'a page, a section of an RFC, or "synthetic"'),
  ),
  steps: v.pipe(
    v.array(
      v.strictObject({
        note: v.exactOptional(v.string()),
        request: v.strictObject({
          method: v.picklist(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
          path: v.pipe(v.string(), v.startsWith('/')),
          body: v.exactOptional(v.unknown()),
          form: v.exactOptional(headers),
          headers: v.exactOptional(headers),
        }),
        response: v.strictObject({
          status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
          body: v.exactOptional(v.unknown()),
          absent: v.exactOptional(v.array(v.string())),
          headers: v.exactOptional(headers),
        }),
        save: v.exactOptional(v.record(v.string(), v.string())),
      }),
    ),
    v.minLength(1),
  ),
})

/** Reads a transcript; an error names the file and every place that is not as it should be. */
export function parseTranscript(text: string, file: string): Transcript {
  const result = v.safeParse(schema, parse(text))
  if (result.success) return result.output
  const places = result.issues.map((issue) => `${v.getDotPath(issue) ?? ''}: ${issue.message}`)
  throw new Error(`${file}: ${places.join('; ')}`)
}
