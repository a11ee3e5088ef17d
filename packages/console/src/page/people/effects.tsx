import type { ExplainedEffect, Explanation, MemberDetail } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { effectValue } from '../../component/effect-value.ts'
import { Failure } from '../../component/failure.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { ConditionTree } from './condition-tree.tsx'
import { Way } from './way.tsx'
import { personText as text } from '../../text/person-text.tsx'

/** What plugins give a person beside roles, each with how it came about; nothing where they give nothing. */
export function Effects({ member }: { member: MemberDetail }) {
  const query = new URLSearchParams({ email: member.emailAddress })
  const { data, error } = useResource<Explanation>(`/api/explain?${query.toString()}`)
  if (error !== undefined) return <Failure error={error} />
  if (data === undefined || data.effects.length === 0) return null
  return (
    <section aria-labelledby="effects">
      <h2 id="effects">{text.besideRoles}</h2>
      <ul class="grants">
        {data.effects.map((given) => (
          <EffectItem key={`${given.effect} ${given.rule} ${given.state}`} given={given} />
        ))}
      </ul>
    </section>
  )
}

function EffectItem({ given }: { given: ExplainedEffect }) {
  const { condition, effect, effective, expiresAt, line, reason, rule, state, value } = given
  return (
    <li class={effective ? 'grant' : 'grant idle'}>
      <details>
        <summary>
          <span class="grant-title">
            <strong>{effect}</strong> {effectValue(value)}
          </span>
          <Badge tone={state === 'active' ? 'good' : state === 'expired' ? 'plain' : 'warn'} title={reason}>
            {state}
          </Badge>
          <span class="grant-origin">{line === null ? text.by(rule) : text.byLineOfTheMapping(line)}</span>
        </summary>
        <div class="grant-detail explanation">
          <p>{reason}</p>
          {condition !== null && <ConditionTree condition={condition} />}
          {expiresAt !== null && <p>{text.endsAt(<TimeAgo at={expiresAt} />)}</p>}
          <Way {...given} />
        </div>
      </details>
    </li>
  )
}
