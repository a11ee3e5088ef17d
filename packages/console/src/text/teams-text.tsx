import type { ComponentChildren } from 'preact'
import { count } from './count.ts'

export const teamsText = {
  change: (name: string | number) => `Change ${name}`,
  save: 'Save',
  theMappingGoesOnNaming: (id: ComponentChildren) => (
    <>
      The mapping goes on naming it by its id, <code>{id}</code>.
    </>
  ),
  name: 'Name',
  type: 'Type',
  partOfIdOfATeam: 'Part of (id of a team, empty for none)',
  aTeamIsNoPart: 'A team is no part of itself.',
  forPeopleToSee: 'For people to see; roles in one team give none in the other.',
  description: 'Description',
  askChange: 'Change…',
  askDelete: 'Delete…',
  deleteQuestion: (name: string | number) => `Delete ${name}?`,
  delete: 'Delete',
  aRoleInItAndNobody: (people: number) =>
    `${count(people, 'person has', 'people have')} a role in it, and nobody has one afterwards.`,
  rolesThatWereGiven: 'Roles that were given by hand here are gone for good.',
  rolesThatTheMapping: (id: ComponentChildren) => (
    <>Roles that the mapping gives wait: they are in force again as soon as there is a team with the id {id}.</>
  ),
  teamsThatArePart: 'Teams that are part of it stay, and go on naming it.',
  peopleToWhomSomething:
    'People to whom something gives a role here. Open a person to see what, or to give a role by hand.',
  thereIsNoTeam: 'There is no team with this id.',
  whatTheMappingGives: () => (
    <>
      What the mapping gives in it waits. Create it under <a href="/teams">Teams</a>.
    </>
  ),
  searchByNameOr: 'Search by name or e-mail address',
  peopleOfTheTeam: 'People of the team',
  nobodyYet: 'Nobody yet.',
  nobodyLikeThat: 'Nobody like that.',
  letAGroupGive: () => (
    <>
      Let a group give a role here under <a href="/mapping">Mapping</a>, or give one by hand under{' '}
      <a href="/people">People</a>.
    </>
  ),
  rolesInTheTeam: 'Roles in the team',
  noneInForce: 'none in force',
  team: 'Team',
  partOf: 'Part of',
  people: 'People',
  teams: 'Teams',
  newTeam: 'New team',
  teamsOfTheOrganization: () => (
    <>
      Teams of the organization. The <a href="/mapping">mapping</a> names them by their id.
    </>
  ),
  searchByNameOrId: 'Search by name or id',
  noTeamYet: 'No team yet.',
  createOneHereOr:
    'Create one here, or let your application do it. What the mapping gives in a team waits until it exists.',
  noTeamLikeThat: 'No team like that.',
  tryAPartOfItsName: 'Try a part of its name or id.',
  thereIsSuchATeam: (id: string) => `There is a team ${id} already. Change it on its page, or choose another id.`,
  create: 'Create',
  id: 'Id',
  howTheMappingNames: "How the mapping names it, such as marketing. It can't be changed.",
} as const
