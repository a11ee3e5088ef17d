import type { MemberDetail, MemberView } from '@rolecall/core/directory/member-view'
import type { Authentication } from '@rolecall/idp-simulator/authentication'
import type { CycleReport } from '@rolecall/idp-simulator/cycle-report'
import { createEntraClient } from '@rolecall/idp-simulator/entra-client'
import { runIncrementalCycle } from '@rolecall/idp-simulator/incremental-cycle'
import { runInitialCycle } from '@rolecall/idp-simulator/initial-cycle'
import { createProvisioningState } from '@rolecall/idp-simulator/provisioning-state'
import { testConnection } from '@rolecall/idp-simulator/test-connection'

import { changeDemoDirectory, createDemoDirectory, demoMapping, demoTeams } from './demo-directory.ts'
import type { ProgressBar } from './progress-bar.ts'

/** Where the demo's server is, and the keys to it. */
export interface DemoAccess {
  readonly url: string
  readonly secretToken: string
  readonly ownerKey: string
}

/** What the demo shows. */
export interface DemoResult {
  /** `ok`, or what went wrong. */
  readonly connection: string
  readonly initial: DemoCycle
  /** What the provider's administrators did afterwards, in words. */
  readonly changes: readonly string[]
  readonly incremental: DemoCycle
  /** Everybody whom the mapping gives something, with every grant. */
  readonly members: readonly MemberDetail[]
  readonly people: number
}

export interface DemoCycle {
  readonly requests: number
  readonly failures: number
  readonly milliseconds: number
  readonly quarantined: boolean
}

/** Lets a simulated Entra ID provision a tenant twice, with the owner's mapping loaded before. */
export async function provisionDemo(
  access: DemoAccess,
  authentication: Authentication,
  size: { readonly users: number; readonly groups: number; readonly seed: number },
  bar: ProgressBar,
): Promise<DemoResult> {
  await setUpOrganization(access)
  const client = createEntraClient({ tenantUrl: `${access.url}/api/scim/v2`, authentication })
  const tested = await testConnection({ client })
  const directory = createDemoDirectory(size)
  const options = { client, state: createProvisioningState(), concurrency: 8, onProgress: bar.show }
  const initial = await timed(() => runInitialCycle({ ...options, directory }))
  const later = changeDemoDirectory(directory)
  const incremental = await timed(() => runIncrementalCycle({ ...options, directory: later.directory }))
  bar.end()
  const members = await listMembers(access)
  return {
    connection: tested.ok ? 'ok' : (tested.error ?? 'failed'),
    initial,
    changes: later.changes,
    incremental,
    members: (await readMembers(access, members)).filter(({ grants }) => grants.length > 0),
    people: members.length,
  }
}

async function setUpOrganization(access: DemoAccess): Promise<void> {
  for (const id of demoTeams) await ask(access, 'PUT', `/api/teams/${id}`, 'application/json', '{}')
  await ask(access, 'PUT', '/api/settings/scim-mapping', 'application/yaml', demoMapping)
}

async function timed(run: () => Promise<CycleReport>): Promise<DemoCycle> {
  const start = performance.now()
  const { failures, outcomes, quarantine } = await run()
  return {
    requests: outcomes.length,
    failures: failures.length,
    milliseconds: Math.round(performance.now() - start),
    quarantined: quarantine.quarantined,
  }
}

/** All members, page by page. */
async function listMembers(access: DemoAccess): Promise<readonly MemberView[]> {
  const members: MemberView[] = []
  let path: string | undefined = '/api/organization/members'
  while (path !== undefined) {
    const response = await ask(access, 'GET', path)
    members.push(...((await response.json()) as MemberView[]))
    const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    path = next === undefined ? undefined : next.slice(next.indexOf('/api/'))
  }
  return members
}

async function readMembers(access: DemoAccess, members: readonly MemberView[]): Promise<readonly MemberDetail[]> {
  return Promise.all(
    members.map(async ({ emailAddress }) => {
      const response = await ask(access, 'GET', `/api/organization/members/${encodeURIComponent(emailAddress)}`)
      return (await response.json()) as MemberDetail
    }),
  )
}

async function ask(
  { ownerKey, url }: DemoAccess,
  method: string,
  path: string,
  contentType = 'application/json',
  body?: string,
): Promise<Response> {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${ownerKey}`, 'content-type': contentType },
    ...(body === undefined ? {} : { body }),
  })
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`)
  return response
}
