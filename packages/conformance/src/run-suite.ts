import { setTimeout } from 'node:timers/promises'

import { CheckFailure } from './check-failure.ts'
import type { Check } from './check.ts'
import { expectScimServer } from './expect-scim-server.ts'
import { createLab, type Lab } from './lab.ts'
import { ServerUnreachable } from './ask.ts'
import { obtainToken } from './obtain-token.ts'
import type { OauthAccess } from './oauth-access.ts'
import { createScimClient, type Exchange } from './scim-client.ts'
import { describeServer } from './server-description.ts'
import { createTokenClient, type TokenClient } from './token-client.ts'

export interface SuiteOptions {
  /** Where the SCIM endpoints are. */
  readonly baseUrl: string
  /** `null` for one that is got for the client. */
  readonly token: string | null
  /** The client in whose name the checks ask for tokens; without it they are left out. */
  readonly oauth?: OauthAccess | null
  readonly checks: readonly Check[]
  /** How long one answer may take, in milliseconds. */
  readonly timeoutMs?: number
  readonly onResult?: (result: CheckResult) => void
  /** Ends the run after the check under way; what it made is removed all the same. */
  readonly signal?: AbortSignal
  /** Waits, in milliseconds, where the server asks for it. */
  readonly wait?: (milliseconds: number) => Promise<unknown>
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
  /** Why it was ended before its time; `null` where every check was run. */
  readonly stopped: 'interrupted' | 'the server has stopped answering' | null
}

/** Exchanges that are kept of a failure. */
const kept = 3

/** Checks in a row that nobody answers, before the others are given up: each takes the whole time-out. */
const mostSilent = 3

/**
 * Runs the checks one after another, each with resources of its own. Throws ServerUnreachable where nobody answers
 * at all, NoScimServer where nobody speaks SCIM to this token, or the client gets none.
 */
export async function runSuite({
  baseUrl,
  token,
  oauth = null,
  checks,
  timeoutMs = 30_000,
  onResult = () => {},
  signal,
  wait = setTimeout,
}: SuiteOptions): Promise<SuiteResult> {
  let exchanges: Exchange[] = []
  const onExchange = (exchange: Exchange): void => {
    exchanges.push(exchange)
    if (exchanges.length > kept) exchanges.shift()
  }
  const tokens = oauth === null ? null : createTokenClient(oauth, { timeoutMs, onExchange })
  const client = createScimClient({ baseUrl, token: await tokenFor(token, tokens), timeoutMs, onExchange, wait })
  await expectScimServer(client)
  const server = await describeServer(client, baseUrl, oauth?.tokenUrl ?? null)
  const lab = createLab(client, server, tokens)
  const results: CheckResult[] = []
  const left: string[] = []
  let silent = 0
  for (const check of checks) {
    if (signal?.aborted === true || silent === mostSilent) break
    exchanges = []
    const start = performance.now()
    const { answered, ...outcome } = await runCheck(check, lab)
    const shown = outcome.outcome === 'failed' ? [...exchanges] : []
    const result = { check, ...outcome, exchanges: shown, milliseconds: performance.now() - start }
    left.push(...(await lab.cleanUp()))
    results.push(result)
    onResult(result)
    silent = answered ? 0 : silent + 1
  }
  const stopped = silent === mostSilent ? 'the server has stopped answering' : 'interrupted'
  return { results, left, stopped: results.length < checks.length ? stopped : null }
}

async function tokenFor(given: string | null, client: TokenClient | null): Promise<string> {
  if (given !== null) return given
  if (client === null) throw new TypeError('neither a token nor a client was given')
  return obtainToken(client)
}

interface Outcome extends Pick<CheckResult, 'outcome' | 'reason'> {
  readonly answered: boolean
}

async function runCheck(check: Check, lab: Lab): Promise<Outcome> {
  const skipped = check.skip(lab.server, lab.oauth?.access ?? null)
  if (skipped !== null) return { outcome: 'skipped', reason: skipped, answered: true }
  try {
    await check.run(lab)
    return { outcome: 'passed', reason: null, answered: true }
  } catch (error) {
    if (error instanceof CheckFailure) return { outcome: 'failed', reason: error.message, answered: true }
    if (error instanceof ServerUnreachable) return { outcome: 'failed', reason: error.message, answered: false }
    throw error
  }
}
