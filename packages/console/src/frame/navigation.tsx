import type { Session } from '../api/types.ts'
import { Avatar } from '../component/avatar.tsx'
import { Icon } from '../component/icon.tsx'
import { isBySetupLink } from '../session-context.ts'
import { sections, type Section } from './places.ts'
import { frameText as words } from '../text/frame-text.tsx'

export interface NavigationProps {
  readonly path: string
  readonly session: Session
  /** Whether a plugin has a page. */
  readonly hasPanels: boolean
  /** How many wait to be decided; `''` for none. */
  readonly holds: string
  /** Whether a draft of the mapping is not applied. */
  readonly isDraft: boolean
  readonly onSignOut: () => void
  readonly label: string
}

/** Where one can go, and as whom one is there. */
export function Navigation({ path, session, hasPanels, holds, isDraft, onSignOut, label }: NavigationProps) {
  const name = session.person?.emailAddress ?? (session.key ?? session.link)?.displayName ?? ''
  return (
    <nav aria-label={label}>
      {sectionsFor(session).map(({ title, places }) => (
        <div key={title}>
          {title !== null && <p class="nav-title">{title}</p>}
          <ul>
            {places
              .filter(({ href }) => hasPanels || href !== '/panels')
              .map(({ href, title: text, icon }) => (
                <li key={href}>
                  <a href={href} aria-current={isAt(path, href) ? 'page' : undefined}>
                    <Icon of={icon} />
                    {text}
                    {href === '/holds' && holds !== '' && (
                      <span class="nav-count">
                        {holds}
                        <span class="visually-hidden"> {words.toDecide}</span>
                      </span>
                    )}
                    {href === '/mapping' && isDraft && <span class="nav-count">{words.notApplied}</span>}
                  </a>
                </li>
              ))}
          </ul>
        </div>
      ))}
      <p class="signed-in">
        <Avatar name={name} />
        <span>{words.signedInAs(name)}</span>
        <button type="button" class="link" onClick={onSignOut}>
          {words.signOut}
        </button>
      </p>
    </nav>
  )
}

/** A set-up link has two pages. */
function sectionsFor(session: Session): readonly Section[] {
  if (!isBySetupLink(session)) return sections
  const open = ({ href }: Section['places'][number]) => href === '/log' || href === '/setup'
  return sections
    .map(({ title, places }) => ({ title, places: places.filter(open) }))
    .filter(({ places }) => places.length > 0)
}

function isAt(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`)
}
