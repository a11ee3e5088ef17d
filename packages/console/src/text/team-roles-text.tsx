import type { ComponentChildren } from 'preact'

export const teamRolesText = {
  saveTheseTeamRolesQuestion: 'Save these team roles?',
  newWhatTheMapping: (added: ComponentChildren) => (
    <>
      New: <strong>{added}</strong>. What the mapping gives of them and has waited is in force at once.
    </>
  ),
  takenOutARole: (dropped: ComponentChildren) => (
    <>
      Taken out: <strong>{dropped}</strong>. A role that somebody has is kept: the change is refused then, and says
      which.
    </>
  ),
  whereSomebodyHasSeveral:
    'Where somebody has several roles in a team, the one with the highest precedence counts from now on.',
  goBackToTheDefault: 'Go back to the default roles?',
  theRolesOfYourOwn:
    'The roles of your own are gone, with their descriptions and precedence. It is refused while somebody has one of them.',
  notYet: 'Not yet',
  save: 'Save',
  goBack: 'Go back',
  role: (index: string | number) => `role ${index}`,
  name: 'Name',
  whatItIsFor: 'What it is for',
  precedence: 'Precedence',
  privileged: 'Privileged',
  moveUp: (said: string | number) => `Move ${said} up`,
  moveDown: (said: string | number) => `Move ${said} down`,
  takeOutNamed: (said: string | number) => `Take out ${said}`,
  takeOut: 'Take out',
  teamRoles: 'Team roles',
  whichRolesThereAreInTeams: () => (
    <>
      Which roles there are in teams. The <a href="/mapping">mapping</a> gives them by name.
    </>
  ),
  theDefaultRoles: 'The default roles',
  rolesOfYourOwn: 'Roles of your own',
  notSaved: 'not saved',
  ofSeveralRolesThatSomebody:
    'Of several roles that somebody has in a team the one with the higher precedence counts. A privileged role can only be given by rules that name a group: never by a pattern alone.',
  theRolesAreSaved: 'The roles are saved.',
  somebodyElseHasChangedThem:
    'Somebody else has changed the roles since you began; nothing was saved. Save again to see what it takes out of theirs, or discard yours to see them.',
  addARole: 'Add a role',
  askGoBackToTheDefault: 'Go back to the default roles…',
  discard: 'Discard',
  askSaveRoles: 'Save roles…',
} as const
