import { useResource } from '../../api/use-resource.ts'
import { RequestError } from '../../api/request.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'

/** A condition of a rule with what decided it. */
interface Condition {
  readonly result: boolean
  readonly text: string
  readonly kind: string
  readonly parts?: readonly Condition[]
  readonly part?: Condition
  readonly fact?: unknown
}

interface Answer {
  readonly effective: unknown
  readonly grants: readonly {
    readonly role: string
    readonly scope: string
    readonly rule: string | null
    readonly condition?: Condition | null
    readonly cause?: {
      readonly time: string
      readonly requestId: string | null
      readonly provider: string | null
    } | null
    readonly mapping?: { readonly version: number; readonly author: { displayName?: string } | string | null } | null
    readonly groupNow?: string | null
    readonly groupThen?: string | null
  }[]
  readonly whyNot?: readonly {
    readonly rule: string
    readonly line: number | null
    readonly reasons: readonly string[]
  }[]
}

interface Question {
  readonly email: string
  readonly scope: string
  readonly role: string
  /** Only the grants of this rule; all where it is left out. */
  readonly rule?: string | null
}

/** How a role came about, or what is missing for it, as the server's own decision says. */
export function Explanation({ email, scope, role, rule }: Question) {
  const query = new URLSearchParams({ email, scope, role })
  const { data, error } = useResource<Answer>(`/api/explain?${query.toString()}`)
  if (error instanceof RequestError && error.status === 404) return <p class="hint">There is nothing more to tell.</p>
  if (error !== undefined) return <Failure error={error} />
  if (data === undefined) return <Placeholder />
  const grants = data.grants.filter((grant) => rule === undefined || grant.rule === rule)
  return (
    <div class="explanation">
      {grants.map((grant) => (
        <div key={`${grant.rule} ${grant.groupNow}`}>
          {grant.condition && <ConditionTree condition={grant.condition} />}
          {grant.groupThen && grant.groupNow && grant.groupThen !== grant.groupNow && (
            <p>{`The group was called ${grant.groupThen} then and is called ${grant.groupNow} now; the mapping follows it.`}</p>
          )}
          {grant.cause && (
            <p>
              It began <TimeAgo at={grant.cause.time} />
              {grant.cause.provider === null ? '' : `, by ${grant.cause.provider}`}
              {grant.cause.requestId !== null && (
                <>
                  {' '}
                  with <a href={`/log?q=${encodeURIComponent(grant.cause.requestId)}`}>this request</a>
                </>
              )}
              .
            </p>
          )}
        </div>
      ))}
      {(data.whyNot ?? []).map(({ rule: id, line, reasons }) => (
        <div key={id}>
          <p>
            The nearest rule is <code>{id}</code>
            {line === null ? '' : ` (line ${line})`}:
          </p>
          <ul>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      ))}
      {grants.length === 0 && (data.whyNot ?? []).length === 0 && (
        <p>
          No rule of the mapping gives this role. Add an entry for it under <a href="/mapping">Mapping</a>.
        </p>
      )}
    </div>
  )
}

function ConditionTree({ condition }: { condition: Condition }) {
  const parts = condition.parts ?? (condition.part === undefined ? [] : [condition.part])
  return (
    <ul class="conditions">
      <li>
        <span class={condition.result ? 'yes' : 'no'}>{condition.result ? '✓ true' : '✗ false'}</span>{' '}
        <code>{condition.text}</code>
        {condition.fact !== undefined && <span class="muted">{` it is ${JSON.stringify(condition.fact)}`}</span>}
        {parts.map((part) => (
          <ConditionTree key={part.text} condition={part} />
        ))}
      </li>
    </ul>
  )
}
