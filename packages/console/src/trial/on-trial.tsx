import { useEffect } from 'preact/hooks'

import { tellMappingChanged } from '../api/mapping-changed.ts'
import { request } from '../api/request.ts'
import type { Applied, MappingVersion } from '../api/types.ts'
import { useAction } from '../api/use-action.ts'
import { Failure } from '../component/failure.tsx'
import { formatRemaining } from '../text/format-remaining.ts'
import { goesBackTo } from '../text/goes-back-to.ts'
import type { SettledTrial } from './to-banner.ts'
import { useServerTime } from './use-server-time.ts'
import { trialText as text } from '../text/trial-text.tsx'

const path = '/api/settings/scim-mapping'

/** So long after its end one no longer waits: something keeps the server from taking it back. */
const patience = 60_000
const lastMinute = 60_000

interface OnTrialProps {
  readonly current: MappingVersion
  /** Told what has become of it. */
  readonly onSettled: (settled: SettledTrial) => void
}

/** How long a version is on trial still, and the two ways to end that. */
export function OnTrial({ current: { version, confirmBy, revertsTo }, onSettled }: OnTrialProps) {
  const left = Date.parse(confirmBy ?? '') - useServerTime()
  const over = left <= 0
  const end = useAction(async (way: 'confirm' | 'undo') => {
    const { body: undone } = await request<Applied | undefined>(`${path}/${way}`, { method: 'POST' })
    const sentence = undone && text.versionOfTheMappingOf(version, undone.version)
    onSettled({ sentence: sentence ?? text.versionOfTheMapping(version), version: undone?.version ?? version })
    tellMappingChanged()
  })
  useEffect(() => {
    if (over) tellMappingChanged()
  }, [over])
  return (
    <section class="banner warning" aria-label={text.mappingOnTrial}>
      <div>
        <p>
          <strong>{text.versionOfTheMappingIs(version)}</strong>{' '}
          {over ? (
            <Over late={left < -patience} />
          ) : (
            <>
              {text.inUnlessYouKeep(
                goesBackTo(revertsTo),
                <time class="countdown" role="timer" dateTime={confirmBy ?? ''}>
                  {formatRemaining(left)}
                </time>,
              )}
            </>
          )}
        </p>
        <Failure error={end.error} />
        <p class="visually-hidden" role="status">
          {left > 0 && left <= lastMinute && text.lessThanAMinute(version)}
        </p>
      </div>
      <div class="banner-buttons">
        {!over && (
          <button type="button" class="primary" disabled={end.busy} onClick={() => void end.run('confirm')}>
            {text.keepIt}
          </button>
        )}
        <button type="button" disabled={end.busy} onClick={() => void end.run('undo')}>
          {text.undoNow}
        </button>
      </div>
    </section>
  )
}

function Over({ late }: { late: boolean }) {
  if (!late) return text.itsTimeIsOver
  return text.itsTimeIsOverAnd()
}
