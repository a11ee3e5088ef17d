import { useEffect, useRef, useState } from 'preact/hooks'
import { lazy, LocationProvider, Route, Router } from 'preact-iso'

import { request, sessionChanged, signedOut } from './api/request.ts'
import type { Session } from './api/types.ts'
import { forgetAnswers } from './api/use-resource.ts'
import { Placeholder } from './component/list.tsx'
import { followed, toAddress } from './mount.ts'
import { isBySetupLink, SessionContext } from './session-context.ts'
import { Shell } from './shell.tsx'
import { takeSignInLink } from './page/sign-in-link.ts'
import { SignIn } from './page/sign-in.tsx'

const HomePage = lazy(() => import('./page/home-page.tsx').then((m) => m.HomePage))
const OverviewPage = lazy(() => import('./page/overview/overview-page.tsx').then((m) => m.OverviewPage))
const SetupPage = lazy(() => import('./page/setup/setup-page.tsx').then((m) => m.SetupPage))
const MappingPage = lazy(() => import('./page/mapping/mapping-page.tsx').then((m) => m.MappingPage))
const VersionsPage = lazy(() => import('./page/mapping/versions-page.tsx').then((m) => m.VersionsPage))
const PeoplePage = lazy(() => import('./page/people/people-page.tsx').then((m) => m.PeoplePage))
const PersonPage = lazy(() => import('./page/people/person-page.tsx').then((m) => m.PersonPage))
const GroupsPage = lazy(() => import('./page/groups/groups-page.tsx').then((m) => m.GroupsPage))
const GroupPage = lazy(() => import('./page/groups/group-page.tsx').then((m) => m.GroupPage))
const TeamsPage = lazy(() => import('./page/teams/teams-page.tsx').then((m) => m.TeamsPage))
const TeamPage = lazy(() => import('./page/teams/team-page.tsx').then((m) => m.TeamPage))
const PanelsPage = lazy(() => import('./page/panels/panels-page.tsx').then((m) => m.PanelsPage))
const PanelPage = lazy(() => import('./page/panels/panel-page.tsx').then((m) => m.PanelPage))
const LogPage = lazy(() => import('./page/log/log-page.tsx').then((m) => m.LogPage))
const HoldsPage = lazy(() => import('./page/holds/holds-page.tsx').then((m) => m.HoldsPage))
const KeysPage = lazy(() => import('./page/keys/keys-page.tsx').then((m) => m.KeysPage))
const SsoPage = lazy(() => import('./page/sso/sso-page.tsx').then((m) => m.SsoPage))
const GeneralPage = lazy(() => import('./page/settings/general-page.tsx').then((m) => m.GeneralPage))
const TeamRolesPage = lazy(() => import('./page/settings/team-roles/team-roles-page.tsx').then((m) => m.TeamRolesPage))
const ClientsPage = lazy(() => import('./page/settings/clients-page.tsx').then((m) => m.ClientsPage))
const WebhooksPage = lazy(() => import('./page/settings/webhooks/webhooks-page.tsx').then((m) => m.WebhooksPage))
const AuditPage = lazy(() => import('./page/settings/audit-page.tsx').then((m) => m.AuditPage))
const PluginsPage = lazy(() => import('./page/settings/plugins-page.tsx').then((m) => m.PluginsPage))
const DangerPage = lazy(() => import('./page/settings/danger-page.tsx').then((m) => m.DangerPage))
const LinkEndedPage = lazy(() => import('./page/link-ended-page.tsx').then((m) => m.LinkEndedPage))
const NotFoundPage = lazy(() => import('./page/not-found-page.tsx').then((m) => m.NotFoundPage))

/** Nobody is asked for a key who is signed in, and nothing is shown to who is not. */
export function App() {
  const [session, setSession] = useState<Session | null>()
  const [refusal, setRefusal] = useState<Error>()
  const [ended, setEnded] = useState<Session>()
  const current = useRef<Session | null | undefined>(undefined)
  current.current = session
  const load = () => findSession().then(setSession)
  const enter = async (): Promise<void> => {
    const link = takeSignInLink()
    const found = await findSession()
    // Whoever is signed in stays so: a link that somebody else has sent changes nothing.
    if (found !== null || link === null) return setSession(found)
    await request('/api/session', { method: 'POST', body: { key: link } }).catch(setRefusal)
    await load()
  }
  useEffect(() => {
    const end = (): void => {
      forgetAnswers()
      if (current.current) setEnded(current.current)
      setSession(null)
    }
    signedOut.addEventListener('signed-out', end)
    const renew = (): void => void load()
    sessionChanged.addEventListener('changed', renew)
    // Opened where the console stands already, a link changes nothing but what is behind the #.
    const onLink = (): void => void (location.hash.startsWith('#rl_') && enter())
    addEventListener('hashchange', onLink)
    void enter()
    return () => {
      removeEventListener('hashchange', onLink)
      signedOut.removeEventListener('signed-out', end)
      sessionChanged.removeEventListener('changed', renew)
    }
  }, [])
  if (session === undefined) return <Placeholder />
  if (session === null && ended?.link && isBySetupLink(ended)) return <LinkEndedPage link={ended.link} />
  if (session === null) return <SignIn refusal={refusal} onSignedIn={load} />
  return (
    <SessionContext.Provider value={session}>
      <LocationProvider scope={followed}>
        <Shell session={session}>{isBySetupLink(session) ? <SetupPages /> : <Pages />}</Shell>
      </LocationProvider>
    </SessionContext.Provider>
  )
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

async function findSession(): Promise<Session | null> {
  try {
    return (await request<Session | null>('/api/session')).body
  } catch {
    return null
  }
}
