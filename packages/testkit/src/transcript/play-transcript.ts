import { isDeepStrictEqual } from 'node:util'

import type { Transcript, TranscriptRequest, TranscriptResponse } from './transcript.ts'

/** An answer as the player compares it. */
export interface PlayedAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** Parsed JSON; `undefined` for an empty body. */
  readonly body: unknown
}

export type SendTranscriptRequest = (request: TranscriptRequest) => Promise<PlayedAnswer>

/**
 * Plays the steps one after another; `given` has values that stand from the beginning. The first answer that is not as written throws an error that names
 * the step, the request and the place that differs.
 */
export async function playTranscript(
  transcript: Transcript,
  send: SendTranscriptRequest,
  given: Readonly<Record<string, string>> = {},
): Promise<void> {
  const saved = new Map(Object.entries(given))
  for (const [index, step] of transcript.steps.entries()) {
    const request = fill(step.request, saved) as TranscriptRequest
    const answer = await send(request)
    const differences = compareAnswer(fill(step.response, saved) as TranscriptResponse, answer)
    if (differences.length > 0) {
      const place = `step ${index + 1}, ${request.method} ${request.path}`
      throw new Error(
        `${transcript.title}: ${place}\n${differences.join('\n')}\n${JSON.stringify(answer.body, null, 2) ?? 'no body'}`,
      )
    }
    for (const [name, path] of Object.entries(step.save ?? {})) {
      saved.set(name, String(valueAt(answer.body, path)))
    }
  }
}

/** Puts saved values in the place of `${name}`, in every text of a step. */
function fill(value: unknown, saved: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return value.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => nameOf(saved, name))
  if (Array.isArray(value)) return value.map((item) => fill(item, saved))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, saved)]))
}

function nameOf(saved: ReadonlyMap<string, string>, name: string): string {
  const value = saved.get(name)
  if (value === undefined) throw new Error(`\${${name}} was never saved`)
  return value
}

function compareAnswer(expected: TranscriptResponse, answer: PlayedAnswer): string[] {
  const differences: string[] = []
  if (answer.status !== expected.status) differences.push(`status is ${answer.status}, not ${expected.status}`)
  for (const [name, value] of Object.entries(expected.headers ?? {})) {
    const got = answer.headers.get(name)
    if (got !== value) differences.push(`header ${name} is ${got}, not ${value}`)
  }
  if ('body' in expected) differences.push(...compare('body', expected.body, answer.body))
  for (const path of expected.absent ?? []) {
    if (valueAt(answer.body, path) !== undefined) differences.push(`${path} is there, and should not be`)
  }
  return differences
}

function compare(path: string, expected: unknown, got: unknown): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(got)) return [`${path} is no list`]
    if (got.length !== expected.length) return [`${path} has ${got.length} items, not ${expected.length}`]
    return expected.flatMap((item, index) => compare(`${path}[${index}]`, item, got[index]))
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof got !== 'object' || got === null) return [`${path} is no object`]
    return Object.entries(expected).flatMap(([key, item]) =>
      compare(`${path}.${key}`, item, (got as Record<string, unknown>)[key]),
    )
  }
  return isDeepStrictEqual(expected, got) ? [] : [`${path} is ${JSON.stringify(got)}, not ${JSON.stringify(expected)}`]
}

/** A value by a path of keys; URNs have dots of their own, so keys are separated by `/`. */
function valueAt(body: unknown, path: string): unknown {
  return path.split('/').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    return (value as Record<string, unknown>)[key]
  }, body)
}
