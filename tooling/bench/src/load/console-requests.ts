import { groupId, personId, type HugeDirectory } from './huge-directory.ts'

/** A request that a page of the console makes. */
export interface ConsoleRequest {
  readonly name: string
  /** The path for the `round`-th look, from 0. */
  readonly path: (round: number) => string
}

const prime = 7_919

/** Every request that the pages of the console make to read, of the directory and what was made beside it. */
export function toConsoleRequests({ people, groups }: HugeDirectory, everyone: string): readonly ConsoleRequest[] {
  const email = (round: number) => encodeURIComponent(`person.${(round * prime) % people}@example.com`)
  const listed = '/api/organization/members?limit=50'
  const log = '/api/provisioning-log?limit=50'
  const requests: Readonly<Record<string, ConsoleRequest['path'] | string>> = {
    'shell: session': '/api/session',
    'shell: open holds': '/api/holds?state=open',
    'overview, set up: overview': '/api/overview',
    'overview: days': '/api/overview/history',
    'overview: newest changes': '/api/changes?limit=12',
    'overview: requests of 30 days': '/api/provisioning-log/summary?hours=720',
    'set up, keys: keys': '/api/api-keys',
    'mapping: text': '/api/settings/scim-mapping',
    'mapping: schema': '/api/settings/scim-mapping/schema',
    'mapping: groups to complete': '/api/groups',
    'mapping: teams to complete': '/api/team-summaries',
    'mapping: versions': '/api/settings/scim-mapping/versions',
    'mapping: a version with its difference': '/api/settings/scim-mapping/versions/1',
    'people: first page': `${listed}&search=`,
    'people: a page far behind': (round) =>
      `${listed}&search=&after=person.${String((round * prime) % people)}%40example.com`,
    'people: search that finds one': (round) => `${listed}&search=person.${(round * prime) % people}%40`,
    'people: search that finds many': `${listed}&search=person`,
    'people: search that finds nobody': `${listed}&search=qqqq`,
    'people: active': `${listed}&search=&active=true`,
    'people: inactive': `${listed}&search=&active=false`,
    'people: search among the inactive': `${listed}&search=person&active=false`,
    'person: member': (round) => `/api/organization/members/${email(round)}`,
    'person: facts': (round) => `/api/users/${personId((round * prime) % people)}/facts`,
    'person: what happened': (round) => `/api/users/${personId((round * prime) % people)}/changes?limit=20`,
    'person: without a group': (round) =>
      `/api/explain?email=${email(round)}&removeGroup=${groupId((round * prime) % groups)}`,
    'person: why a role of a team': (round) =>
      `/api/explain?email=${email(round)}&scope=team%3Ateam-${round % 20}&role=Steward`,
    'person: why not Owner': (round) => `/api/explain?email=${email(round)}&scope=organization&role=Owner`,
    'groups: first page': '/api/groups?limit=50&search=',
    'groups: search that finds ten': '/api/groups?limit=50&search=group_012',
    'groups: search that finds none': '/api/groups?limit=50&search=qqqq',
    'groups: most members first': '/api/groups?limit=50&search=&sort=members',
    'groups: changed last first': '/api/groups?limit=50&search=&sort=lastModified',
    'groups: that give nothing': '/api/groups?limit=50&search=&gives=false',
    'groups: that give a role, most members first': '/api/groups?limit=50&search=&gives=true&sort=members',
    'groups: with members nobody knows yet': '/api/groups?limit=50&search=&unresolved=true',
    'group: group': (round) => `/api/groups/${groupId((round * prime) % groups)}`,
    'group: members': (round) => `/api/groups/${groupId((round * prime) % groups)}/members?limit=50`,
    'group of everyone: group': `/api/groups/${everyone}`,
    'group of everyone: members': `/api/groups/${everyone}/members?limit=50`,
    'group of everyone: members far behind': `/api/groups/${everyone}/members?limit=50&after=${personId(people - 100)}`,
    'group of everyone: unresolved members': `/api/groups/${everyone}/members?limit=50&unresolved=true`,
    'teams: first page': '/api/team-summaries?limit=50&search=',
    'team: summary': (round) => `/api/team-summaries?search=team-${round % 20}`,
    'team: people': (round) => `${listed}&team=team-${round % 20}&search=`,
    'team: search that finds nobody': (round) => `${listed}&team=team-${round % 20}&search=qqqq`,
    'log: newest': log,
    'log: search that finds one': (round) => `${log}&q=person.${(round * prime) % people}%40`,
    'log: search that finds nothing': `${log}&q=qqqq`,
    'log: failed': `${log}&outcome=failed`,
    'log: refused': `${log}&outcome=refused`,
    'log: of groups': `${log}&resource=Group`,
    'log: what changed something': `${log}&changed=true`,
    'log: of one person': (round) => `${log}&resource=${personId((round * prime) % people)}`,
    'log: summary': '/api/provisioning-log/summary?hours=24',
    'holds: decided': '/api/holds?state=approved&limit=50',
    'panels: list': '/api/panels',
    'panel of entra: first page': '/api/panels/entra/attribute-mapping?limit=50',
    'panel of entra: a page far behind': `/api/panels/entra/attribute-mapping?limit=50&after=${personId(people / 2)}`,
  }
  return Object.entries(requests).map(([name, path]) => ({
    name,
    path: typeof path === 'string' ? () => path : path,
  }))
}
