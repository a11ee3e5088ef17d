import type { MemberFacts } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { number } from '../../text/count.ts'
import { Failure } from '../../component/failure.tsx'
import { GroupLink } from '../../component/link.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { personText as text } from '../../text/person-text.tsx'

/** What the provider has sent of a person: the groups, and the attributes to the letter. */
export function Facts({ userId }: { userId: string }) {
  const { data, error } = useResource<MemberFacts>(`/api/users/${encodeURIComponent(userId)}/facts`, { every: 15_000 })
  if (error !== undefined) return <Failure error={error} />
  return (
    <>
      <section class="card" aria-labelledby="groups">
        <h2 id="groups">
          {text.groups} {data !== undefined && <span class="muted">{number(data.groupCount)}</span>}
        </h2>
        {data?.groupCount === 0 && <p class="muted">{text.noGroups}</p>}
        <ul class="plain-list">
          {data?.groups.map(({ displayName, id }) => (
            <li key={id}>
              <GroupLink id={id} name={displayName} />
            </li>
          ))}
        </ul>
        {data !== undefined && data.groups.length < data.groupCount && (
          <p class="muted">{text.andMore(data.groupCount - data.groups.length)}</p>
        )}
      </section>
      <section class="card" aria-labelledby="sent">
        <h2 id="sent">{text.sent}</h2>
        {data !== undefined && <Sent facts={data} />}
      </section>
    </>
  )
}

function Sent({ facts: { attributes, externalId, lastModified, provisioned } }: { facts: MemberFacts }) {
  if (!provisioned) return <p class="muted">{text.byHand}</p>
  const rows = Object.entries(attributes).filter(([name]) => name !== 'schemas' && name !== 'meta' && name !== 'id')
  return (
    <>
      <p class="hint">{text.changed(<TimeAgo at={lastModified} />)}</p>
      <dl class="sent">
        {externalId !== null && !('externalId' in attributes) && (
          <div>
            <dt>{text.externalId}</dt>
            <dd>{externalId}</dd>
          </div>
        )}
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : <code>{JSON.stringify(value, null, 1)}</code>}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}
