export const peopleText = {
  person: 'Person',
  role: 'Role',
  teams: 'Teams',
  status: 'Status',
  active: 'active',
  andMore: (teams: string | number) => `and ${teams} more`,
  people: 'People',
  inviteByHand: 'Invite by hand',
  everybodyInTheOrganization:
    'Everybody in the organization, with the roles in force. Open a person to see where each role comes from.',
  searchByNameOr: 'Search by name or e-mail address',
  all: 'All',
  activeOnes: 'Active',
  inactive: 'Inactive',
  nobodyYet: 'Nobody yet.',
  peopleComeFromYourIdentity: () => (
    <>
      People come from your identity provider. <a href="/setup">Set it up</a>, and they appear here by themselves.
    </>
  ),
  nobodyLikeThat: 'Nobody like that.',
  tryAPartOfTheEmail: 'Try a part of the e-mail address, or another status.',
  isHereAlready: (email: string) => `${email} is here already. Roles are given on the page of the person.`,
  invite: 'Invite',
  forSomebodyWhomYourProvider:
    'For somebody whom your provider does not send. If it does later, it is the same person.',
  emailAddress: 'E-mail address',
  member: 'Member',
  owner: 'Owner',
} as const
