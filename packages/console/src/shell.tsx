import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

import { tellOtherTabs } from './api/other-tabs.ts'
import { request, signedOut } from './api/request.ts'
import type { Hold, Panel, Session, TeamRoles } from './api/types.ts'
import { useAction } from './api/use-action.ts'
import { useResource } from './api/use-resource.ts'
import { Failure } from './component/failure.tsx'
import { CatalogueContext } from './component/role-chip.tsx'
import { useStored } from './component/use-stored.ts'
import { LeaveDialog } from './draft/leave-dialog.tsx'
import { useDraft } from './draft/use-draft.ts'
import { useLeaving } from './draft/use-leaving.ts'
import { Navigation } from './frame/navigation.tsx'
import { CameBySetupLink } from './page/came-by-setup-link.tsx'
import { isBySetupLink } from './session-context.ts'
import { CameByLink } from './page/came-by-link.tsx'
import { usedConnection } from './page/sign-in-place.ts'
import { TrialBanner } from './trial/trial-banner.tsx'
import { usePlace } from './use-place.ts'
import { Safely } from './safely.tsx'
import { countOfPage } from './text/count.ts'
import { frameText as text } from './text/frame-text.tsx'

/** What stands around every page: where one is, and where one can go. */
export function Shell({ session, children }: { session: Session; children: ComponentChildren }) {
  const { path, route } = usePlace()
  const { draft, setDraft } = useDraft()
  const leaving = useLeaving(draft !== null && path === '/mapping')
  const [signingOut, setSigningOut] = useState(false)
  const out = useAction(signOut)
  const [, remember] = useStored(usedConnection)
  const main = useRef<HTMLElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const first = useRef(true)
  const bySetupLink = isBySetupLink(session)
  const everywhere = (at: string) => (bySetupLink ? null : at)
  const { reply: open } = useResource<readonly Hold[]>(everywhere('/api/holds?state=open'), { every: 30_000 })
  const { data: panels } = useResource<readonly Panel[]>(everywhere('/api/panels'))
  const { data: catalogue } = useResource<TeamRoles>(everywhere('/api/settings/team-roles'))
  useEffect(() => {
    if (session.person !== null) remember(session.person.connection)
  }, [session])
  useEffect(() => {
    // A new page is read from its beginning, by eye and by ear.
    if (first.current) first.current = false
    else main.current?.focus()
    window.scrollTo(0, 0)
    if (menu.current?.matches(':popover-open') === true) menu.current.hidePopover()
  }, [path])
  const leave = async (): Promise<void> => {
    if (signingOut) {
      setSigningOut(false)
      return void out.run()
    }
    route(leaving.to ?? path)
    leaving.ask(null)
  }
  const around = {
    path,
    session,
    hasPanels: panels?.some(({ place }) => place === 'page') === true,
    holds: open === undefined ? '' : countOfPage(open),
    isDraft: draft !== null,
    onSignOut: () => (draft === null ? void out.run() : setSigningOut(true)),
  }
  return (
    <div class="shell">
      <a class="skip" href="#main">
        {text.skipToTheContent}
      </a>
      <div class="rail">
        <header class="top">
          <a href="/" class="brand" aria-label={text.rolecallStartPage}>
            {text.rolecall()}
          </a>
          <span class="organization">{session.organization.name}</span>
          <button type="button" class="menu-button" popoverTarget="menu">
            {text.menu}
          </button>
          <div id="menu" popover="auto" ref={menu} class="menu">
            <Navigation {...around} label={text.pages} />
          </div>
        </header>
        <div class="side">
          <Navigation {...around} label={text.allPages} />
        </div>
      </div>
      <div class="content">
        <TrialBanner />
        <main id="main" ref={main} tabIndex={-1}>
          <Failure error={out.error} />
          {session.link !== null &&
            (bySetupLink ? <CameBySetupLink link={session.link} /> : <CameByLink until={session.expiresAt} />)}
          <CatalogueContext.Provider value={catalogue}>
            <Safely path={path}>{children}</Safely>
          </CatalogueContext.Provider>
        </main>
      </div>
      {(signingOut || leaving.to !== null) && (
        <LeaveDialog
          leave={signingOut ? text.signOut : text.leave}
          onStay={() => {
            setSigningOut(false)
            leaving.ask(null)
          }}
          onDiscard={() => {
            setDraft(null)
            void leave()
          }}
          onLeave={() => void leave()}
        />
      )}
    </div>
  )
}

async function signOut(): Promise<void> {
  const { body } = await request<{ readonly continueAt: string } | undefined>('/api/session', { method: 'DELETE' })
  // The session at the provider goes on otherwise, and the next one at this desk signs in without being asked.
  tellOtherTabs()
  if (body !== undefined) return location.assign(body.continueAt)
  signedOut.dispatchEvent(new Event('signed-out'))
}
