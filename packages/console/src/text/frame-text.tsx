import type { ComponentChildren } from 'preact'

export const frameText = {
  toDecide: 'to decide',
  notApplied: 'not applied',
  signedInAs: (name: ComponentChildren) => (
    <>
      Signed in as <strong>{name}</strong>
    </>
  ),
  signOut: 'Sign out',
  overview: 'Overview',
  directory: 'Directory',
  people: 'People',
  groups: 'Groups',
  teams: 'Teams',
  roles: 'Roles',
  mapping: 'Mapping',
  holds: 'Holds',
  provider: 'Provider',
  log: 'Log',
  setUp: 'Set up',
  panels: 'Panels',
  access: 'Access',
  keys: 'Keys',
  singleSignOn: 'Single sign-on',
  settings: 'Settings',
  skipToTheContent: 'Skip to the content',
  rolecallStartPage: 'Rolecall, start page',
  rolecall: () => (
    <>
      <span aria-hidden="true" class="mark">
        ✓
      </span>
      Rolecall
    </>
  ),
  notLoaded: 'This page could not be loaded: the server can not be reached, or does not have it.',
  notDrawn: 'This page could not be shown. What you have done is kept; the console of the browser has the details.',
  tryAgain: 'Try again',
  menu: 'Menu',
  pages: 'Pages',
  allPages: 'All pages',
  leave: 'Leave',
} as const
