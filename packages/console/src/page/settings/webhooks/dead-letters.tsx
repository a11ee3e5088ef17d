import { request } from '../../../api/request.ts'
import type { DeadLetter } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { usePages } from '../../../api/use-pages.ts'
import { Failure } from '../../../component/failure.tsx'
import { TimeAgo } from '../../../component/time-ago.tsx'

interface DeadLettersProps {
  readonly path: string
  readonly mayChange: boolean
  readonly onReplayed: () => Promise<void>
}

/** Events that were given up, and the click that delivers them again. */
export function DeadLetters({ path, mayChange, onReplayed }: DeadLettersProps) {
  const pages = usePages<DeadLetter>(`${path}/dead-letters?limit=20`)
  const replay = useAction(async (from: string) => {
    await request(`${path}/replay`, { method: 'POST', body: { from } })
    await Promise.all([pages.reload(), onReplayed()])
  })
  const [first] = pages.rows ?? []
  if (first === undefined) return <Failure error={pages.error} />
  return (
    <details class="dead-letters" open>
      <summary>{`Events that were given up (${pages.rows?.length ?? 0}${pages.more === null ? '' : ' and more'})`}</summary>
      <ul>
        {pages.rows?.map(({ about, attempts, error, eventId, failedAt }) => (
          <li key={eventId}>
            <code>{eventId}</code> about {about}
            <span class="note">
              {`${attempts} attempts`}
              {failedAt !== null && (
                <>
                  , first failed <TimeAgo at={failedAt} />
                </>
              )}
              {error !== null && `: ${error}`}
            </span>
          </li>
        ))}
      </ul>
      {pages.more !== null && (
        <button type="button" onClick={() => void pages.more?.()}>
          Show more
        </button>
      )}
      <Failure error={replay.error} />
      {mayChange && (
        <p>
          <button type="button" disabled={replay.busy} onClick={() => void replay.run(first.eventId)}>
            Deliver these again
          </button>{' '}
          <span class="hint">Everything from the first of them on, with the same ids.</span>
        </p>
      )}
    </details>
  )
}
