import { CheckFailure } from './check-failure.ts'
import type { Check } from './check.ts'
import { createLab, type Lab } from './lab.ts'
import { createScimClient, ServerUnreachable, type Exchange } from './scim-client.ts'
import { describeServer } from './server-description.ts'

export interface SuiteOptions {
  /** Where the SCIM endpoints are. */
  readonly baseUrl: string
  readonly token: string
  readonly checks: readonly Check[]
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs?: number
  readonly onResult?: (result: CheckResult) => void
  /** Ends the run after the check under way; what it made is removed all the same. */
  readonly signal?: AbortSignal
}

export interface CheckResult {
  readonly check: Check
  readonly outcome: 'passed' | 'failed' | 'skipped'
  /** What was not right, or why it was left out. */
  readonly reason: string | null
  /** Of a failure: the last requests and their answers. */
  readonly exchanges: readonly Exchange[]
  readonly milliseconds: number
}

export interface SuiteResult {
  readonly results: readonly CheckResult[]
  /** Paths of resources that the server did not let go. */
  readonly left: readonly string[]
  /** Whether it was ended before its time. */
  readonly aborted: boolean
}

/** Exchanges that are kept of a failure. */
const kept = 3

/** Runs the checks one after another, each with resources of its own. Throws ServerUnreachable where nobody answers at all. */
export async function runSuite({
  baseUrl,
  token,
  checks,
  timeoutMs = 30_000,
  onResult = () => {},
  signal,
}: SuiteOptions): Promise<SuiteResult> {
  let exchanges: Exchange[] = []
  const onExchange = (exchange: Exchange): void => {
    exchanges.push(exchange)
    if (exchanges.length > kept) exchanges.shift()
  }
  const client = createScimClient({ baseUrl, token, timeoutMs, onExchange })
  const server = await describeServer(client)
  const lab = createLab(client, server)
  const results: CheckResult[] = []
  const left: string[] = []
  for (const check of checks) {
    if (signal?.aborted === true) break
    exchanges = []
    const start = performance.now()
    const outcome = await runCheck(check, lab)
    const shown = outcome.outcome === 'failed' ? [...exchanges] : []
    const result = { check, ...outcome, exchanges: shown, milliseconds: performance.now() - start }
    left.push(...(await cleanUp(lab)))
    results.push(result)
    onResult(result)
  }
  return { results, left, aborted: results.length < checks.length }
}

async function runCheck(check: Check, lab: Lab): Promise<Pick<CheckResult, 'outcome' | 'reason'>> {
  const skipped = check.skip(lab.server)
  if (skipped !== null) return { outcome: 'skipped', reason: skipped }
  try {
    await check.run(lab)
    return { outcome: 'passed', reason: null }
  } catch (error) {
    if (error instanceof CheckFailure || error instanceof ServerUnreachable)
      return { outcome: 'failed', reason: error.message }
    throw error
  }
}

/** A server that stops answering is told by its checks, not by what is left on it. */
async function cleanUp(lab: Lab): Promise<readonly string[]> {
  try {
    return await lab.cleanUp()
  } catch {
    return []
  }
}
