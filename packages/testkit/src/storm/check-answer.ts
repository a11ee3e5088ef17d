import type { StormRequest } from './storm-request.ts'

/** An answer as it came. */
export interface StormAnswer {
  readonly status: number
  readonly contentType: string
  readonly text: string
  readonly milliseconds: number
}

const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** What is wrong with an answer, whatever was asked; `undefined` for nothing. */
export function checkAnswer({ method }: StormRequest, answer: StormAnswer, slowest: number): string | undefined {
  const { contentType, milliseconds, status, text } = answer
  // 501 is what RFC 7644 §3.11 has for /Me and §3.12 for what is not done; the server means it.
  if (status >= 500 && status !== 501) return `the status is ${status}`
  if (milliseconds > slowest) return `it took ${Math.round(milliseconds)} ms`
  if (status === 204 || status === 304 || method === 'HEAD') return text === '' ? undefined : 'there is a body'
  if (text === '') return method === 'OPTIONS' ? undefined : `a ${status} has no body`
  if (!contentType.startsWith('application/scim+json')) return `the Content-Type is ${contentType}`
  const body = parse(text)
  if (body === undefined) return 'the body is no JSON object'
  if (!Array.isArray(body['schemas'])) return 'the body has no schemas'
  if (status < 400) return undefined
  if (!body['schemas'].includes(errorSchema)) return 'the body is no SCIM Error'
  return body['status'] === String(status) ? undefined : 'the status of the body is another'
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
