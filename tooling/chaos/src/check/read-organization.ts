import type { ChaosOrganization } from '../cluster/organization.ts'
import { createHttpClient, isAnswer, type Reply } from '../provider/http.ts'
import type { FeedEvent } from './check-history.ts'

interface Listed {
  readonly Resources?: readonly Readonly<Record<string, unknown>>[]
  readonly nextCursor?: string
}

/** Reads all of an organization, in rows that can be compared. */
export function createReader(url: string, { ownerKey, secretToken }: ChaosOrganization) {
  const client = createHttpClient(1)
  async function get(path: string, key: string): Promise<Reply> {
    const outcome = await client.send('GET', path.startsWith('http') ? path : url + path, key)
    if (!isAnswer(outcome) || outcome.status !== 200) throw new Error(`GET ${path}: ${outcome.status}`)
    return outcome
  }
  async function list(type: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const all: Readonly<Record<string, unknown>>[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const { body } = await get(`/api/scim/v2/${type}?count=1000&cursor=${encodeURIComponent(cursor)}`, secretToken)
      const { Resources = [], nextCursor } = body as Listed
      all.push(...Resources)
      cursor = nextCursor
    }
    return all
  }
  async function pages<T>(path: string): Promise<readonly T[]> {
    const all: T[] = []
    for (let next: string | undefined = path; next !== undefined;) {
      const { body, link } = await get(next, ownerKey)
      all.push(...(body as readonly T[]))
      next = /<([^>]+)>; rel="next"/.exec(link ?? '')?.[1]
    }
    return all
  }
  return {
    async users() {
      return (await list('Users')).map(({ active, id, title, userName }) => [userName, id, title, active])
    },
    async groups() {
      return (await list('Groups')).map(({ displayName, members = [] }) => [
        displayName,
        (members as readonly { readonly value: string }[]).map(({ value }) => value).toSorted(),
      ])
    },
    async members() {
      const members = await pages<{
        readonly emailAddress: string
        readonly status: string
        readonly teams: readonly { readonly teamId: string; readonly roles: readonly string[] }[]
      }>('/api/organization/members?limit=1000')
      return members.map(({ emailAddress, status, teams }) => [
        emailAddress,
        status,
        teams.flatMap(({ roles, teamId }) => roles.map((role) => `${teamId} ${role}`)).toSorted(),
      ])
    },
    close: () => client.close(),
    events: () => pages<FeedEvent>('/api/events?limit=1000'),
  }
}
