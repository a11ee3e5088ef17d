import type { ToldChange } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { Failure } from '../../component/failure.tsx'
import { MoreButton } from '../../component/more-button.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { toActorName } from '../../text/actor-name.ts'
import { personText as text } from '../../text/person-text.tsx'
import { StoryText } from '../../text/story-text.tsx'

/** What happened to a person: who did what, when, and by which request. */
export function Timeline({ userId }: { userId: string }) {
  const { error, more, rows } = usePages<ToldChange>(`/api/users/${encodeURIComponent(userId)}/changes?limit=20`, {
    every: 15_000,
    keyOf: ({ id }) => id,
  })
  return (
    <section class="card" aria-labelledby="timeline">
      <h2 id="timeline">{text.timeline}</h2>
      <Failure error={error} />
      {rows?.length === 0 && <p class="muted">{text.nothingYet}</p>}
      <ol class="timeline">
        {rows?.map((change) => (
          <li key={change.id}>
            <StoryText story={change.story} by={toActorName(change)} />
            <span class="note">
              <TimeAgo at={change.time} />
              {change.kind === 'scim' && change.requestId !== null && (
                <>
                  {' · '}
                  <a href={`/log?q=${encodeURIComponent(change.requestId)}`}>{text.theRequest}</a>
                </>
              )}
            </span>
          </li>
        ))}
      </ol>
      <MoreButton more={more} />
    </section>
  )
}
