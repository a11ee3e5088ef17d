import { checkAnswer, type StormAnswer } from './check-answer.ts'
import { createRandom } from './random.ts'
import { nextRequest, type StormRequest } from './storm-request.ts'

export interface StormOptions {
  /** Where the SCIM endpoints are. */
  readonly baseUrl: string
  readonly token: string
  readonly seed: number
  readonly requests: number
  /** How many are under way at a time. */
  readonly concurrency: number
  /** How long an answer may take, in milliseconds. */
  readonly slowest: number
  /** Told after every thousandth request. */
  readonly onProgress?: (sent: number) => void
}

export interface Violation {
  readonly number: number
  readonly reason: string
  readonly request: StormRequest
  readonly answer: StormAnswer | null
}

export interface StormReport {
  readonly requests: number
  /** How often each status came. */
  readonly statuses: Readonly<Record<string, number>>
  readonly slowestMs: number
  /** The first of them; a run without any has passed. */
  readonly violations: readonly Violation[]
}

/** Ids that are remembered of each type. */
const remembered = 200

/** As many violations are enough. */
const mostViolations = 20

/** Sends random requests of a seed to a server, and looks at every answer. */
export async function runStorm(options: StormOptions): Promise<StormReport> {
  const random = createRandom(options.seed)
  const users: string[] = []
  const groups: string[] = []
  const statuses: Record<string, number> = {}
  const violations: Violation[] = []
  let sent = 0
  let slowestMs = 0

  async function work(): Promise<void> {
    while (sent < options.requests && violations.length < mostViolations) {
      const number = ++sent
      const request = nextRequest(random, { users, groups })
      const answer = await send(options, request)
      if (typeof answer === 'string') {
        violations.push({ number, reason: answer, request, answer: null })
        continue
      }
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      slowestMs = Math.max(slowestMs, answer.milliseconds)
      const reason = checkAnswer(request, answer, options.slowest)
      if (reason !== undefined) violations.push({ number, reason, request, answer })
      if (answer.status === 201) remember(request.path.startsWith('/Groups') ? groups : users, answer, number)
      if (number % 1_000 === 0) options.onProgress?.(number)
    }
  }

  await Promise.all(Array.from({ length: options.concurrency }, work))
  return { requests: sent, statuses, slowestMs, violations }
}

function remember(ids: string[], { text }: StormAnswer, number: number): void {
  const { id } = JSON.parse(text) as { readonly id?: unknown }
  if (typeof id === 'string') ids[ids.length < remembered ? ids.length : number % remembered] = id
}

/** The answer, or why there is none. */
async function send({ baseUrl, token, slowest }: StormOptions, request: StormRequest): Promise<StormAnswer | string> {
  const start = performance.now()
  try {
    const response = await fetch(baseUrl + request.path, {
      method: request.method,
      headers: { authorization: `Bearer ${token}`, ...request.headers },
      signal: AbortSignal.timeout(slowest * 4),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const text = await response.text()
    const contentType = response.headers.get('content-type') ?? ''
    return { status: response.status, contentType, text, milliseconds: performance.now() - start }
  } catch (error) {
    const { cause, message } = error as Error
    return `there is no answer: ${cause instanceof Error ? cause.message : message}`
  }
}
