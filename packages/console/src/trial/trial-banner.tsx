import { useContext, useEffect, useState } from 'preact/hooks'

import { tellMappingChanged, useMappingChanged } from '../api/mapping-changed.ts'
import type { MappingVersion } from '../api/types.ts'
import { useResource } from '../api/use-resource.ts'
import { SessionContext, useMayChange } from '../session-context.ts'
import { formatClock } from '../text/locale.ts'
import { usePlace } from '../use-place.ts'
import { OnTrial } from './on-trial.tsx'
import { Settled } from './settled.tsx'
import { TakenBack } from './taken-back.tsx'
import { toBanner, type SettledTrial } from './to-banner.ts'
import { trialText as text } from '../text/trial-text.tsx'

/** How often one looks whether somebody else has put a version on trial, and how one that is goes on. */
const idleInterval = 30_000
const trialInterval = 5_000

/** Stands above every page while a version of the mapping is on trial, and after one was taken back by itself. */
export function TrialBanner() {
  const { path } = usePlace()
  const organizationId = useContext(SessionContext)?.organization.id ?? ''
  const mayChange = useMayChange()
  const [every, setEvery] = useState(idleInterval)
  const [settled, setSettled] = useState<SettledTrial>()
  const { data, reload } = useResource<readonly MappingVersion[]>(
    mayChange ? '/api/settings/scim-mapping/versions?limit=1' : null,
    { every },
  )
  const current = data?.[0]
  const wanted = current === undefined || current.confirmBy === null ? idleInterval : trialInterval
  if (wanted !== every) setEvery(wanted)
  useMappingChanged(reload)
  useTellOfOthers(current)
  // What one has just done is said until one goes on.
  useEffect(() => setSettled(undefined), [path])

  const banner = toBanner(current, settled)
  return (
    <div class="banners">
      <p class="visually-hidden" role="status">
        {banner !== 'settled' && toNews(current)}
      </p>
      {banner === 'settled' && <Settled onClose={() => setSettled(undefined)}>{settled?.sentence}</Settled>}
      {banner === 'trial' && current && <OnTrial key={current.version} current={current} onSettled={setSettled} />}
      {banner === 'taken-back' && current && <TakenBack current={current} organizationId={organizationId} />}
    </div>
  )
}

/** Said once to who can't see it; the clock that runs down would never stop speaking. */
function toNews(current: MappingVersion | undefined): string {
  if (current === undefined) return ''
  if (current.confirmBy !== null) return text.versionOfTheMappingIsOn(current.version, formatClock(current.confirmBy))
  return current.automatic ? text.versionOfTheMappingWas(current.version - 1) : ''
}

/** A version that somebody else applied, or that came by itself, is news for the page that is open. */
function useTellOfOthers(current: MappingVersion | undefined): void {
  const state = current === undefined ? undefined : `${current.version} ${current.confirmBy ?? ''}`
  const [known, setKnown] = useState(state)
  useEffect(() => {
    if (known !== undefined && state !== known) tellMappingChanged()
    setKnown(state)
  }, [state])
}
