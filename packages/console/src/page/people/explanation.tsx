import type { ExplainedGrant, Explanation as Answer } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { ConditionTree } from './condition-tree.tsx'
import { Way } from './way.tsx'

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
      {nothing && data.notes.length === 0 && (
        <p>
          No rule of the mapping gives this role. Add an entry for it under <a href="/mapping">Mapping</a>.
        </p>
      )}
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
          {`${template} says so: ${values.map(({ value, variable }) => `${variable} is “${value}”`).join(', ')}.`}
        </p>
      ))}
      {groupThen !== null && groupNow !== null && groupThen !== groupNow && (
        <p>{`The group was called ${groupThen} then and is called ${groupNow} now; the mapping follows it.`}</p>
      )}
      <Way {...grant} />
    </div>
  )
}

function Near({ near: { condition, line, nearest, reasons } }: { near: Answer['whyNot'][number] }) {
  return (
    <div>
      <p>{`${nearest ? 'The nearest rule stands' : 'A rule stands'} in line ${line} of the mapping:`}</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      <ConditionTree condition={condition} />
    </div>
  )
}
