import { groupId, type HugeDirectory } from './huge-directory.ts'

/** A page of the console, and what somebody does there next: each is waited for by itself. */
export interface ConsolePage {
  readonly name: string
  readonly path: string
  /** What is typed into its search field. */
  readonly search?: string
  /** What is chosen in the select of that label. */
  readonly choose?: { readonly label: string; readonly option: string }
}

/** Every page of the navigation and of the settings, and one of each kind of thing that has a page. */
export function toConsolePages({ people }: HugeDirectory, everyone: string): readonly ConsolePage[] {
  const email = encodeURIComponent(`person.${Math.floor(people / 3)}@example.com`)
  return [
    { name: 'overview', path: '/overview' },
    { name: 'people', path: '/people' },
    { name: 'people: a search', path: '/people', search: `person.${people - 1}@` },
    { name: 'people: a search that finds nobody', path: '/people', search: 'qqqq' },
    { name: 'people: inactive', path: '/people', choose: { label: 'Status', option: 'Inactive' } },
    { name: 'a person', path: `/people/${email}` },
    { name: 'groups', path: '/groups' },
    { name: 'groups: a search', path: '/groups', search: 'group_012' },
    {
      name: 'groups: most members first',
      path: '/groups',
      choose: { label: 'Sort', option: 'most members first' },
    },
    {
      name: 'groups: those that give nothing',
      path: '/groups',
      choose: { label: 'Show', option: 'those that give nothing' },
    },
    { name: 'a group', path: `/groups/${groupId(7)}` },
    { name: 'a group of a fifth of everybody', path: `/groups/${everyone}` },
    { name: 'teams', path: '/teams' },
    { name: 'a team', path: '/teams/team-7' },
    { name: 'a team: a search that finds nobody', path: '/teams/team-7', search: 'qqqq' },
    { name: 'mapping', path: '/mapping' },
    { name: 'versions of the mapping', path: '/mapping/versions' },
    { name: 'holds', path: '/holds' },
    { name: 'log', path: '/log' },
    { name: 'log: 30 days', path: '/log?range=720' },
    { name: 'log: a search that finds nothing', path: '/log?q=qqqq' },
    { name: 'set up', path: '/setup' },
    { name: 'panels', path: '/panels' },
    { name: 'a panel', path: '/panels/entra/attribute-mapping' },
    { name: 'keys', path: '/keys' },
    { name: 'single sign-on', path: '/sso' },
    { name: 'settings', path: '/settings' },
    { name: 'settings: team roles', path: '/settings/team-roles' },
    { name: 'settings: provider clients', path: '/settings/clients' },
    { name: 'settings: webhooks', path: '/settings/webhooks' },
    { name: 'settings: audit', path: '/settings/audit' },
    { name: 'settings: plugins', path: '/settings/plugins' },
    { name: 'settings: danger zone', path: '/settings/danger' },
  ]
}
