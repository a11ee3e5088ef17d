import type { ToldChange } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { overviewText as text } from '../../text/overview-text.tsx'
import { StoryText } from '../../text/story-text.tsx'
import { toActorName } from '../../text/actor-name.ts'

/** What has changed last, whoever did it, as sentences. */
export function RecentChanges() {
  const { data } = useResource<readonly ToldChange[]>('/api/changes?limit=12', { every: 15_000 })
  return (
    <section class="card" aria-labelledby="changes">
      <h2 id="changes">{text.changes}</h2>
      {data?.length === 0 && <p class="muted">{text.noChanges}</p>}
      <ol class="changes">
        {data?.map((change) => (
          <li key={change.id}>
            <span>
              <StoryText story={change.story} by={toActorName(change)} />
              {change.more && <span class="muted"> {text.andMore}</span>}
            </span>
            <span class="changed-at">
              <TimeAgo at={change.time} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
