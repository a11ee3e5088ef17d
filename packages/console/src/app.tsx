import { useEffect, useRef, useState } from 'preact/hooks'
import { LocationProvider, Route, Router } from 'preact-iso'

import { request, sessionChanged, signedOut } from './api/request.ts'
import { tellOtherTabs, useOtherTabs } from './api/other-tabs.ts'
import type { Session } from './api/types.ts'
import { forgetAnswers } from './api/use-resource.ts'
import { Placeholder } from './component/list.tsx'
import { followed, toAddress } from './mount.ts'
import { isBySetupLink, SessionContext } from './session-context.ts'
import { Shell } from './shell.tsx'
import { takeSignInLink } from './page/sign-in-link.ts'
import { SignIn } from './page/sign-in.tsx'
import { loadPage } from './load-page.tsx'
import { Unreachable } from './page/unreachable.tsx'

const HomePage = loadPage(() => import('./page/home-page.tsx').then((m) => m.HomePage))
const OverviewPage = loadPage(() => import('./page/overview/overview-page.tsx').then((m) => m.OverviewPage))
const SetupPage = loadPage(() => import('./page/setup/setup-page.tsx').then((m) => m.SetupPage))
const MappingPage = loadPage(() => import('./page/mapping/mapping-page.tsx').then((m) => m.MappingPage))
const VersionsPage = loadPage(() => import('./page/mapping/versions-page.tsx').then((m) => m.VersionsPage))
const PeoplePage = loadPage(() => import('./page/people/people-page.tsx').then((m) => m.PeoplePage))
const PersonPage = loadPage(() => import('./page/people/person-page.tsx').then((m) => m.PersonPage))
const GroupsPage = loadPage(() => import('./page/groups/groups-page.tsx').then((m) => m.GroupsPage))
const GroupPage = loadPage(() => import('./page/groups/group-page.tsx').then((m) => m.GroupPage))
const TeamsPage = loadPage(() => import('./page/teams/teams-page.tsx').then((m) => m.TeamsPage))
const TeamPage = loadPage(() => import('./page/teams/team-page.tsx').then((m) => m.TeamPage))
const PanelsPage = loadPage(() => import('./page/panels/panels-page.tsx').then((m) => m.PanelsPage))
const PanelPage = loadPage(() => import('./page/panels/panel-page.tsx').then((m) => m.PanelPage))
const LogPage = loadPage(() => import('./page/log/log-page.tsx').then((m) => m.LogPage))
const HoldsPage = loadPage(() => import('./page/holds/holds-page.tsx').then((m) => m.HoldsPage))
const KeysPage = loadPage(() => import('./page/keys/keys-page.tsx').then((m) => m.KeysPage))
const SsoPage = loadPage(() => import('./page/sso/sso-page.tsx').then((m) => m.SsoPage))
const GeneralPage = loadPage(() => import('./page/settings/general-page.tsx').then((m) => m.GeneralPage))
const TeamRolesPage = loadPage(() =>
  import('./page/settings/team-roles/team-roles-page.tsx').then((m) => m.TeamRolesPage),
)
const ClientsPage = loadPage(() => import('./page/settings/clients-page.tsx').then((m) => m.ClientsPage))
const WebhooksPage = loadPage(() => import('./page/settings/webhooks/webhooks-page.tsx').then((m) => m.WebhooksPage))
const AuditPage = loadPage(() => import('./page/settings/audit-page.tsx').then((m) => m.AuditPage))
const PluginsPage = loadPage(() => import('./page/settings/plugins-page.tsx').then((m) => m.PluginsPage))
const DangerPage = loadPage(() => import('./page/settings/danger-page.tsx').then((m) => m.DangerPage))
const LinkEndedPage = loadPage(() => import('./page/link-ended-page.tsx').then((m) => m.LinkEndedPage))
const NotFoundPage = loadPage(() => import('./page/not-found-page.tsx').then((m) => m.NotFoundPage))

/** Nobody is asked for a key who is signed in, and nothing is shown to who is not. */
export function App() {
  const [session, setSession] = useState<Session | null>()
  const [refusal, setRefusal] = useState<Error>()
  const [failure, setFailure] = useState<Error>()
  const [ended, setEnded] = useState<Session>()
  const current = useRef<Session | null | undefined>(undefined)
  current.current = session
  const take = (found: Session | null): void => {
    // What one saw is not for the other.
    if (toView(found) !== toView(current.current)) forgetAnswers()
    setSession(found)
  }
  const end = (): void => {
    if (current.current) setEnded(current.current)
    take(null)
  }
  const load = () => findSession().then(take)
  /** Another tab may have signed out, or in to another organization; a server that does not answer ends nothing. */
  const renew = (): void =>
    void findSession().then(
      (found) => (found === null && current.current ? end() : take(found)),
      () => {},
    )
  const enter = async (): Promise<void> => {
    setFailure(undefined)
    const link = takeSignInLink()
    const found = await findSession()
    // Whoever is signed in stays so: a link that somebody else has sent changes nothing.
    if (found !== null || link === null) return take(found)
    await request('/api/session', { method: 'POST', body: { key: link } }).then(tellOtherTabs, setRefusal)
    await load()
  }
  const begin = (): void => void enter().catch(setFailure)
  useOtherTabs(renew)
  useEffect(() => {
    signedOut.addEventListener('signed-out', end)
    sessionChanged.addEventListener('changed', renew)
    // Opened where the console stands already, a link changes nothing but what is behind the #.
    const onLink = (): void => void (location.hash.startsWith('#rl_') && begin())
    addEventListener('hashchange', onLink)
    begin()
    return () => {
      removeEventListener('hashchange', onLink)
      signedOut.removeEventListener('signed-out', end)
      sessionChanged.removeEventListener('changed', renew)
    }
  }, [])
  if (session === undefined)
    return failure === undefined ? <Placeholder /> : <Unreachable error={failure} onAgain={begin} />
  if (session === null && ended?.link && isBySetupLink(ended)) return <LinkEndedPage link={ended.link} />
  if (session === null) return <SignIn refusal={refusal} onSignedIn={() => load().then(tellOtherTabs)} />
  return (
    <SessionContext.Provider value={session}>
      <LocationProvider key={toView(session)} scope={followed}>
        <Shell session={session}>{isBySetupLink(session) ? <SetupPages /> : <Pages />}</Shell>
      </LocationProvider>
    </SessionContext.Provider>
  )
}

/** Whose data one sees, and as whom: with another, every page begins anew. */
function toView(session: Session | null | undefined): string {
  return session ? [session.organization.id, ...session.scopes].join(' ') : ''
}

/** Two pages, and no other: the server refuses what the others would ask for. */
function SetupPages() {
  return (
    <Router>
      <Route path={toAddress('/')} component={SetupPage} />
      <Route path={toAddress('/setup')} component={SetupPage} />
      <Route path={toAddress('/log')} component={LogPage} />
      <Route default component={NotFoundPage} />
    </Router>
  )
}

function Pages() {
  return (
    <Router>
      <Route path={toAddress('/')} component={HomePage} />
      <Route path={toAddress('/overview')} component={OverviewPage} />
      <Route path={toAddress('/setup')} component={SetupPage} />
      <Route path={toAddress('/mapping')} component={MappingPage} />
      <Route path={toAddress('/mapping/versions')} component={VersionsPage} />
      <Route path={toAddress('/people')} component={PeoplePage} />
      <Route path={toAddress('/people/:email')} component={PersonPage} />
      <Route path={toAddress('/groups')} component={GroupsPage} />
      <Route path={toAddress('/groups/:id')} component={GroupPage} />
      <Route path={toAddress('/teams')} component={TeamsPage} />
      <Route path={toAddress('/teams/:id')} component={TeamPage} />
      <Route path={toAddress('/panels')} component={PanelsPage} />
      <Route path={toAddress('/panels/:plugin/:panel')} component={PanelPage} />
      <Route path={toAddress('/log')} component={LogPage} />
      <Route path={toAddress('/holds')} component={HoldsPage} />
      <Route path={toAddress('/keys')} component={KeysPage} />
      <Route path={toAddress('/sso')} component={SsoPage} />
      <Route path={toAddress('/settings')} component={GeneralPage} />
      <Route path={toAddress('/settings/team-roles')} component={TeamRolesPage} />
      <Route path={toAddress('/settings/clients')} component={ClientsPage} />
      <Route path={toAddress('/settings/webhooks')} component={WebhooksPage} />
      <Route path={toAddress('/settings/audit')} component={AuditPage} />
      <Route path={toAddress('/settings/plugins')} component={PluginsPage} />
      <Route path={toAddress('/settings/danger')} component={DangerPage} />
      <Route default component={NotFoundPage} />
    </Router>
  )
}

/** Who is signed in; `null` for nobody. Throws RequestError where that can't be said. */
async function findSession(): Promise<Session | null> {
  return (await request<Session | null>('/api/session')).body
}
