import type { Notice, SetupCheck } from '../api/types.ts'

/** What each check is called where it needs attention. */
export const checkFindings: Readonly<Record<SetupCheck['name'], string>> = {
  'token-exchange': 'The provider was refused a token',
  connection: 'No provider has called',
  'first-user': 'No user has come yet',
  'external-id': 'People came without a stable externalId',
  'external-id-shared': 'People share one externalId and can’t sign in by it',
  email: 'People have an e-mail address that differs from userName',
  'provider-roles': 'People are assigned roles that the mapping does not know',
  'first-group': 'No group has come yet',
  'external-id-shared-groups': 'Groups share one externalId',
  mapping: 'The mapping gives nobody a role',
}

/** Notices that are items of the list, with the page that leads on; the others are there by what they are about. */
export const listedNotices: Partial<
  Readonly<Record<Notice['code'], { readonly title: string; readonly href: string }>>
> = {
  'endpoint-off': { title: 'Events are delivered to an endpoint no more', href: '/settings/webhooks' },
  'provider-failing': { title: 'Many requests of the provider fail', href: '/log' },
  'provider-silent': { title: 'The provider does not call any more', href: '/log' },
  'secret-ends': { title: 'A secret ends', href: '/keys' },
}

export const overviewText = {
  title: 'Overview',
  lead: 'How the last 30 days went, and what waits for you.',
  attention: 'Needs you',
  nothing: 'Nothing needs you.',
  nothingMore: 'No hold is open, every check is green, and the roles are as computed.',
  ownerless: 'Nobody is Owner of the organization',
  paused: 'Decisions pause: the mapping does not compile on this server',
  unverified: 'Roles could not be verified',
  changes: 'Recent changes',
  noChanges: 'Nothing has changed yet.',
  requests: 'Requests of the provider',
  neverCalled: 'No provider has called yet.',
} as const
