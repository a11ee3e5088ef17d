import { setTimeout } from 'node:timers/promises'

import { createTenant } from '../client/tenant.ts'
import { expectStatus } from '../expect-status.ts'
import { measure } from '../measure.ts'
import type { Bench } from './bench.ts'

/** A client gets 120 tokens a minute. */
const tokensOfClient = 100

/** Clients whose tokens are measured: of a server that has just been started, and of one that has issued some thousands. */
const clients = { first: 5, before: 40, later: 10 }

const lookUps = 1_000

/** Between two requests, in milliseconds: whoever has no key yet has a small share of a server, and a provider asks once an hour. */
const pause = 20

interface Secret {
  readonly id: string
  readonly secret: string
}

/** Access tokens by the secret of a client on an idle server; and look-ups by such a token beside those by an API key. */
export async function measureTokens({ client, report, server }: Bench): Promise<void> {
  const { manage, secretToken } = await createTenant(server, client)
  const mint = async ({ id, secret }: Secret): Promise<string> => {
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await client.send('POST', `${server.url}/oauth2/token`, headers, form.toString())
    expectStatus('a token', answer.status, [200], answer.text)
    return (JSON.parse(answer.text) as { readonly access_token: string }).access_token
  }
  const lookUp = async (key: string): Promise<void> => {
    const filter = encodeURIComponent('userName eq "nobody@example.com"')
    const url = `${server.url}/api/scim/v2/Users?filter=${filter}`
    const answer = await client.send('GET', url, { authorization: `Bearer ${key}` })
    expectStatus('a look-up', answer.status, [200], answer.text)
  }

  const input = { displayName: 'bench', secret: { name: 'bench' } }
  const first = (await manage('POST', '/api/oauth/clients', [201], input)) as Secret
  const token = await mint(first)
  const repeat = async (request: () => Promise<unknown>, wait: number): Promise<readonly number[]> => {
    client.takeTimes()
    for (let index = 0; index < tokensOfClient; index += 1) {
      if (wait > 0) await setTimeout(wait)
      await request()
    }
    return client.takeTimes()
  }
  /** In turn: what an idle machine takes to wake up is in both. */
  const measureInTurn = async (count: number, wait: number): Promise<Record<'minted' | 'found', number[]>> => {
    const times: Record<'minted' | 'found', number[]> = { minted: [], found: [] }
    for (let made = 0; made < count; made += 1) {
      const other = (await manage('POST', '/api/oauth/clients', [201], input)) as Secret
      times.minted.push(...(await repeat(() => mint(other), wait)))
      times.found.push(...(await repeat(() => lookUp(secretToken), wait)))
    }
    return times
  }
  const early = await measureInTurn(clients.first, pause)
  await measureInTurn(clients.before, 0)
  const late = await measureInTurn(clients.later, pause)
  report.times('a token by a secret, of a new process', early.minted)
  report.times('look-ups as seldom, of a new process', early.found)
  report.times('a token by a secret', late.minted)
  report.times('look-ups as seldom', late.found)
  for (const [name, key] of [
    ['an API key', secretToken],
    ['a token', token],
  ] as const) {
    const measured = await measure(server, client, async () => {
      for (let index = 0; index < lookUps; index += 1) await lookUp(key)
    })
    report.measurement(`look-ups by ${name}`, measured)
  }
}
