import type { ExplainedGrant, Explanation as Answer } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { ConditionTree } from './condition-tree.tsx'
import { Way } from './way.tsx'
import { personText as text } from '../../text/person-text.tsx'

interface Question {
  readonly email: string
  readonly scope: string
  readonly role: string
  /** Only what this rule and group give; all where it is left out. */
  readonly of?: { readonly rule: string | null; readonly groupId: string | null }
}

/** How a role came about, or what is missing for it, as the server's own decision says. */
export function Explanation({ email, scope, role, of }: Question) {
  const query = new URLSearchParams({ email, scope, role })
  const { data, error } = useResource<Answer>(`/api/explain?${query.toString()}`)
  if (error !== undefined) return <Failure error={error} />
  if (data === undefined) return <Placeholder />
  const grants = data.grants.filter(({ rule, groupId }) => !of || (rule === of.rule && groupId === of.groupId))
  const nothing = grants.length === 0 && data.whyNot.length === 0
  return (
    <div class="explanation">
      {grants.map((grant) => (
        <Grant key={`${grant.rule} ${grant.groupId}`} grant={grant} told={of !== undefined} />
      ))}
      {of === undefined && data.whyNot.map((near) => <Near key={`${near.rule} ${near.line}`} near={near} />)}
      {data.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {nothing && data.notes.length === 0 && <p>{text.noRuleOfTheMapping()}</p>}
    </div>
  )
}

/** `told`: how it stands is said above it already. */
function Grant({ grant, told }: { grant: ExplainedGrant; told: boolean }) {
  const { condition, filled, groupNow, groupThen, reason } = grant
  return (
    <div>
      {!told && <p>{reason}</p>}
      {condition !== null && <ConditionTree condition={condition} />}
      {filled.map(({ template, values }) => (
        <p key={template}>
          {text.saysSo(template, values.map(({ value, variable }) => text.is(variable, value)).join(', '))}
        </p>
      ))}
      {groupThen !== null && groupNow !== null && groupThen !== groupNow && (
        <p>{text.theGroupWasCalled(groupThen, groupNow)}</p>
      )}
      <Way {...grant} />
    </div>
  )
}

function Near({ near: { condition, line, nearest, reasons } }: { near: Answer['whyNot'][number] }) {
  return (
    <div>
      <p>{text.inLineOfTheMapping(nearest ? text.theNearestRuleStands : text.aRuleStands, line)}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <ConditionTree condition={condition} />
    </div>
  )
}
