import { request } from '../../../api/request.ts'
import type { DeadLetter } from '../../../api/types.ts'
import { useAction } from '../../../api/use-action.ts'
import { usePages } from '../../../api/use-pages.ts'
import { Failure } from '../../../component/failure.tsx'
import { MoreButton } from '../../../component/more-button.tsx'
import { TimeAgo } from '../../../component/time-ago.tsx'
import { webhooksText as text } from '../../../text/webhooks-text.tsx'

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
      <summary>{text.eventsThatWereGiven(pages.rows?.length ?? 0, pages.more === null ? '' : text.andMore)}</summary>
      <ul>
        {pages.rows?.map(({ about, attempts, error, eventId, failedAt }) => (
          <li key={eventId}>
            {text.aboutAttempts(
              eventId,
              about,
              attempts,
              failedAt !== null && <>{text.firstFailed(<TimeAgo at={failedAt} />)}</>,
              error !== null && `: ${error}`,
            )}
          </li>
        ))}
      </ul>
      <MoreButton more={pages.more} />
      <Failure error={replay.error} />
      {mayChange && (
        <p>
          <button type="button" disabled={replay.busy} onClick={() => void replay.run(first.eventId)}>
            {text.deliverTheseAgain}
          </button>{' '}
          <span class="hint">{text.everythingFromTheFirst}</span>
        </p>
      )}
    </details>
  )
}
