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
import { frameText as text } from '../text/frame-text.tsx'

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
  { title: null, places: [{ href: '/overview', title: text.overview, icon: overviewIcon }] },
  {
    title: text.directory,
    places: [
      { href: '/people', title: text.people, icon: peopleIcon },
      { href: '/groups', title: text.groups, icon: groupsIcon },
      { href: '/teams', title: text.teams, icon: teamsIcon },
    ],
  },
  {
    title: text.roles,
    places: [
      { href: '/mapping', title: text.mapping, icon: mappingIcon },
      { href: '/holds', title: text.holds, icon: holdsIcon },
    ],
  },
  {
    title: text.provider,
    places: [
      { href: '/log', title: text.log, icon: logIcon },
      { href: '/setup', title: text.setUp, icon: setUpIcon },
      { href: '/panels', title: text.panels, icon: panelsIcon },
    ],
  },
  {
    title: text.access,
    places: [
      { href: '/keys', title: text.keys, icon: accessIcon },
      { href: '/sso', title: text.singleSignOn, icon: signOnIcon },
      { href: '/settings', title: text.settings, icon: settingsIcon },
    ],
  },
]
