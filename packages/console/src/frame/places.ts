import accessIcon from 'lucide/dist/esm/icons/key-round.mjs'
import groupsIcon from 'lucide/dist/esm/icons/boxes.mjs'
import holdsIcon from 'lucide/dist/esm/icons/hand.mjs'
import logIcon from 'lucide/dist/esm/icons/scroll-text.mjs'
import mappingIcon from 'lucide/dist/esm/icons/split.mjs'
import overviewIcon from 'lucide/dist/esm/icons/layout-dashboard.mjs'
import panelsIcon from 'lucide/dist/esm/icons/blocks.mjs'
import peopleIcon from 'lucide/dist/esm/icons/users.mjs'
import settingsIcon from 'lucide/dist/esm/icons/settings-2.mjs'
import setUpIcon from 'lucide/dist/esm/icons/plug.mjs'
import signOnIcon from 'lucide/dist/esm/icons/log-in.mjs'
import teamsIcon from 'lucide/dist/esm/icons/network.mjs'

import type { IconShapes } from '../component/icon.tsx'

/** A page that the navigation leads to. */
interface Place {
  readonly href: string
  readonly title: string
  readonly icon: IconShapes
}

/** Pages that belong together, under a word of their own. */
export interface Section {
  readonly title: string | null
  readonly places: readonly Place[]
}

/** Every page of the navigation, in its order: what one looks at daily first. */
export const sections: readonly Section[] = [
  { title: null, places: [{ href: '/overview', title: 'Overview', icon: overviewIcon }] },
  {
    title: 'Directory',
    places: [
      { href: '/people', title: 'People', icon: peopleIcon },
      { href: '/groups', title: 'Groups', icon: groupsIcon },
      { href: '/teams', title: 'Teams', icon: teamsIcon },
    ],
  },
  {
    title: 'Roles',
    places: [
      { href: '/mapping', title: 'Mapping', icon: mappingIcon },
      { href: '/holds', title: 'Holds', icon: holdsIcon },
    ],
  },
  {
    title: 'Provider',
    places: [
      { href: '/log', title: 'Log', icon: logIcon },
      { href: '/setup', title: 'Set up', icon: setUpIcon },
      { href: '/panels', title: 'Panels', icon: panelsIcon },
    ],
  },
  {
    title: 'Access',
    places: [
      { href: '/keys', title: 'Keys', icon: accessIcon },
      { href: '/sso', title: 'Single sign-on', icon: signOnIcon },
      { href: '/settings', title: 'Settings', icon: settingsIcon },
    ],
  },
]
