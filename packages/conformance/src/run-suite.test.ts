import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, it } from 'vitest'

import { allChecks } from './all-checks.ts'
import { CheckFailure } from './check-failure.ts'
import { profiles, toChecks, type Check, type CheckRow, type Profile } from './check.ts'
import { NoScimServer } from './expect-scim-server.ts'
import type { Lab } from './lab.ts'
import { countOutcomes, toJsonReport } from './report/to-json-report.ts'
import { runSuite } from './run-suite.ts'
import { ServerUnreachable } from './ask.ts'
import { profileRequirements, shows } from './profile/profile-requirements.ts'
import { selectChecks } from './select-checks.ts'

let server: Server | undefined
afterEach(() => server?.close())

type Answer = (request: IncomingMessage, response: ServerResponse) => boolean

/** A server that keeps what is posted, and the paths of what it still has; what `first` answers it leaves alone. */
async function startServer(
  first: Answer = () => false,
): Promise<{ readonly baseUrl: string; readonly there: Set<string> }> {
  const there = new Set<string>()
  server = createServer((request, response) => {
    if (first(request, response)) return
    const path = request.url ?? ''
    const made = request.method === 'POST' ? `${path}/${there.size + 1}` : undefined
    if (made !== undefined) there.add(made)
    if (request.method === 'DELETE') there.delete(path)
    response.writeHead(made === undefined ? 200 : 201, { 'content-type': 'application/scim+json' })
    response.end(made === undefined ? '{}' : JSON.stringify({ id: made.split('/').at(-1) }))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, there }
}

const rows: readonly CheckRow[] = [
  { id: 'good', title: 'it is good', run: async (lab) => void (await lab.user()) },
  {
    id: 'bad',
    title: 'it is <bad> & "worse"',
    async run(lab) {
      await lab.group({ displayName: '\u0001' })
      throw new CheckFailure('it is 1, not 2')
    },
  },
  { id: 'optional', title: 'it may', level: 'may', run: () => Promise.reject(new CheckFailure('no')) },
  {
    id: 'skipped',
    title: 'it is left out',
    skip: () => 'nobody announces it',
    run: () => Promise.reject(new Error('run')),
  },
]
const checks = toChecks({ name: 'test', source: 'RFC 0', checks: rows })

describe('the runner of the suite', () => {
  it('reports each check, and removes what each has made, also of one that failed', async () => {
    const { baseUrl, there } = await startServer()
    const result = await runSuite({ baseUrl, token: 't', checks })
    expect(result.results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['passed', null],
      ['failed', 'it is 1, not 2'],
      ['failed', 'no'],
      ['skipped', 'nobody announces it'],
    ])
    expect(countOutcomes(result.results)).toEqual({ passed: 1, failed: 2, skipped: 1, failedMust: 1 })
    expect([...there]).toEqual([])
    expect(result.results[1]?.exchanges.at(-1)).toMatchObject({ method: 'POST', path: '/Groups', status: 201 })
  })

  it('stops after the check under way, having removed what it made', async () => {
    const { baseUrl, there } = await startServer()
    const controller = new AbortController()
    const onResult = (): void => controller.abort()
    const result = await runSuite({ baseUrl, token: 't', checks, onResult, signal: controller.signal })
    expect([result.stopped, result.results.length, there.size]).toEqual(['interrupted', 1, 0])
  })

  it('says so where nobody answers', async () => {
    await expect(runSuite({ baseUrl: 'http://127.0.0.1:2', token: 't', checks })).rejects.toThrow(ServerUnreachable)
  })

  it.each([
    [401, {}, 'the token is not accepted'],
    [302, { location: 'https://example.com/login' }, 'it leads to https://example.com/login; is this the base URL?'],
    [200, { 'content-type': 'text/html' }, 'its body (text/html) is no JSON object; is this the base URL?'],
    [404, {}, 'there are no SCIM endpoints at this base URL'],
    [500, {}, 'nothing can be checked'],
  ])('begins no check where everything is answered by %i %j', async (status, headers, meaning) => {
    const { baseUrl } = await startServer((_, response) => {
      response.writeHead(status, headers).end('<p>')
      return true
    })
    const run = runSuite({ baseUrl, token: 't', checks })
    await expect(run).rejects.toThrow(new NoScimServer(`GET /Users was answered by ${status}: ${meaning}`))
  })

  it('gives up a server that stops answering, and names what was made on it', async () => {
    const { baseUrl } = await startServer((request) => {
      const silent = request.method !== 'POST' && !/Config|Types|Schemas|count/.test(request.url ?? '')
      if (silent) request.socket.destroy()
      return silent
    })
    const row = {
      title: 'it answers',
      run: async ({ call, user }: Lab) => void (await call('GET', `/Users/${(await user()).id}`)),
    }
    const many = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, ...row }))
    const result = await runSuite({
      baseUrl,
      token: 't',
      checks: toChecks({ name: 'test', source: 'RFC 0', checks: many }),
    })
    expect([result.stopped, result.results.length]).toEqual(['the server has stopped answering', 3])
    expect(result.left).toEqual(['/Users/1', '/Users/2', '/Users/3'])
    expect(toJsonReport(result)).toMatchObject({ stopped: result.stopped, left: result.left, failed: 3 })
  })

  it('waits as a 429 asks, and sends again; not for long, not often, and not where it looks for that', async () => {
    const waits: number[] = []
    const answers: Record<string, readonly string[]> = {
      '/once': ['7'],
      '/always': ['1', '2', '3', '4'],
      '/long': ['61'],
    }
    const asked = new Map<string, number>()
    const { baseUrl } = await startServer((request, response) => {
      const path = request.url ?? ''
      const time = asked.get(path) ?? 0
      asked.set(path, time + 1)
      const after = answers[path]?.[time]
      if (after !== undefined) response.writeHead(429, { 'retry-after': after }).end()
      return after !== undefined
    })
    const seen: unknown[] = []
    const row: CheckRow = {
      id: 'rate',
      title: 'it serves',
      async run({ call }) {
        for (const path of Object.keys(answers)) seen.push([path, (await call('GET', path)).status])
        seen.push((await call('GET', '/always', { patient: false })).status)
      },
    }
    const wait = (milliseconds: number): Promise<unknown> => Promise.resolve(waits.push(milliseconds))
    await runSuite({ baseUrl, token: 't', checks: toChecks({ name: 't', source: 's', checks: [row] }), wait })
    expect([seen, waits]).toEqual([
      [['/once', 200], ['/always', 429], ['/long', 429], 429],
      [7_000, 1_000, 2_000],
    ])
  })

  it('shows the token to nobody but the server', async () => {
    const { baseUrl } = await startServer()
    const elsewhere = 'http://127.0.0.1:2/Users/1'
    const row: CheckRow = {
      id: 'location',
      title: 'it is here',
      run: async ({ call }) => void (await call('GET', elsewhere)),
    }
    const { results } = await runSuite({
      baseUrl,
      token: 't',
      checks: toChecks({ name: 't', source: 's', checks: [row] }),
    })
    expect(results[0]).toMatchObject({
      outcome: 'failed',
      reason: `the server names ${elsewhere}, which is not at ${baseUrl}`,
    })
  })

  it('reports as JSON', async () => {
    const { baseUrl } = await startServer()
    const result = await runSuite({ baseUrl, token: 'secret-token', checks })
    expect(toJsonReport(result)).toMatchObject({ failed: 2, bySource: { 'RFC 0': { passed: 1, failedMust: 1 } } })
    expect(JSON.stringify(toJsonReport(result))).not.toContain('secret-token')
  })
})

describe('the checks', () => {
  it('have ids of their own, a sentence and a source', () => {
    expect(new Set(allChecks.map(({ id }) => id)).size).toBe(allChecks.length)
    for (const { id, source, title } of allChecks)
      expect([id, title.length > 3, source.length > 2]).toEqual([id, true, true])
  })

  it('are chosen by words of id, source or title, and by provider', () => {
    const patch = selectChecks(allChecks, { only: ['patch/'], providers: [], profiles: [] })
    expect(patch.length).toBeGreaterThan(20)
    expect(patch.every(({ id }) => id.startsWith('patch/'))).toBe(true)
    expect(
      selectChecks(allChecks, { only: ['rfc 7644 §3.7'], providers: [], profiles: [] }).every(({ id }) =>
        id.startsWith('bulk/'),
      ),
    ).toBe(true)
    const okta = selectChecks(allChecks, { only: [], providers: ['okta'], profiles: [] })
    expect([
      okta.some(({ provider }) => provider === 'okta'),
      okta.some(({ provider }) => provider === 'entra'),
    ]).toEqual([true, false])
    expect(okta.some(({ provider }) => provider === null)).toBe(true)
  })

  it('are chosen by profile; those of the interoperability profile only where it is named', () => {
    const chosen = (...wanted: Profile[]) => selectChecks(allChecks, { only: [], providers: [], profiles: wanted })
    const profilesOf = (some: readonly Check[]) => [...new Set(some.map(({ profile }) => profile))]
    for (const profile of profiles) {
      const own = allChecks.filter((check) => check.profile === profile)
      const others = chosen(profile).filter((check) => check.profile !== profile)
      expect(chosen(profile)).toEqual(expect.arrayContaining(own))
      for (const check of others)
        expect(profileRequirements[profile].some((requirement) => shows(check, requirement))).toBe(true)
    }
    expect(chosen('rfc').every(({ profile }) => profile === 'rfc')).toBe(true)
    expect(profilesOf(chosen())).toEqual(['rfc', 'entra', 'okta', null])
    const row = selectChecks(allChecks, { only: ['int-16'], providers: [], profiles: ['interop'] })
    expect(row.map(({ id }) => id)).toEqual(['interop-patch/no-path'])
  })
})
