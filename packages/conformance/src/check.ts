import type { Lab } from './lab.ts'
import type { OauthAccess } from './oauth-access.ts'
import type { ServerDescription } from './server-description.ts'

/** How much a check matters, by the words of RFC 2119. */
export type Level = 'must' | 'should' | 'may'

/** The identity providers whose requests a check sends; `null` for those of the RFCs. */
export type Provider = 'entra' | 'okta' | 'onelogin' | 'google' | 'ping' | 'jumpcloud' | 'keycloak' | 'authentik'

/** What a server can be measured against as a whole. */
export const profiles = ['rfc', 'entra', 'okta', 'ipsie', 'interop'] as const
export type Profile = (typeof profiles)[number]

/** One thing that a server has to do right. */
export interface Check {
  /** Stable: the name of its group and a word. */
  readonly id: string
  /** A sentence: what the server does. */
  readonly title: string
  /** Where that is written: `RFC 7644 §3.3`, or a provider's page. */
  readonly source: string
  /** The line of its profile that it is about, such as `INT-07`; `null` where a section or a page says enough. */
  readonly row: string | null
  readonly level: Level
  readonly provider: Provider | null
  /** `null` for providers that have none. */
  readonly profile: Profile | null
  /** Why it is left out for this server; `null` where it is to be run. */
  readonly skip: (server: ServerDescription, oauth: OauthAccess | null) => string | null
  /** Returns if the server does it; throws CheckFailure if not. */
  readonly run: (lab: Lab) => Promise<void>
}

/** A check as its file writes it down: what it does not say comes from its group. */
export type CheckRow = Pick<Check, 'title' | 'run'> & { readonly id: string } & Partial<
    Pick<Check, 'source' | 'row' | 'level' | 'provider' | 'profile' | 'skip'>
  >

export interface CheckGroup {
  readonly name: string
  readonly source: string
  readonly level?: Level
  readonly provider?: Provider
  readonly profile?: Profile
  readonly skip?: Check['skip']
  readonly checks: readonly CheckRow[]
}

/** The checks of a group, each with what the group says for all. */
export function toChecks(group: CheckGroup): readonly Check[] {
  const { name, source, level = 'must', provider = null, skip = () => null, checks } = group
  const { profile = profileOf(provider) } = group
  return checks.map((row) => ({
    source,
    row: null,
    level,
    provider,
    profile,
    ...row,
    id: `${name}/${row.id}`,
    skip: (server, oauth) => skip(server, oauth) ?? row.skip?.(server, oauth) ?? null,
  }))
}

function profileOf(provider: Provider | null): Profile | null {
  if (provider === null) return 'rfc'
  return profiles.find((name) => name === provider) ?? null
}

/** Where it is written what a check asks for: its source and, if there is one, its row. */
export function toReference({ row, source }: Pick<Check, 'row' | 'source'>): string {
  return row === null ? source : `${source}, ${row}`
}
