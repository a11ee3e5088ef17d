import { request } from '../../api/request.ts'
import type { MemberDetail } from '../../api/types.ts'
import { useAction } from '../../api/use-action.ts'
import { Failure } from '../../component/failure.tsx'
import { scopeName } from '../../text/scope-name.ts'
import { personText as text } from '../../text/person-text.tsx'
import { useRoleChoice } from './use-role-choice.tsx'

/** Roles that a person gives and no provider takes away. */
export function ManualRoles({ member, onChange }: { member: MemberDetail; onChange: () => Promise<void> }) {
  const choice = useRoleChoice()
  const set = useAction(async (where: string, name: string | null) => {
    await request(...toRequest(member.emailAddress, where, name))
    await onChange()
  })
  const manual = member.grants.filter(({ source }) => source === 'manual')
  return (
    <section class="card" aria-labelledby="manual">
      <h2 id="manual">{text.rolesGivenByHand}</h2>
      <p class="hint">{text.theProviderNeverTakes}</p>
      {manual.length > 0 && (
        <ul class="tokens">
          {manual.map((grant) => (
            <li key={grant.scope + grant.role}>
              <span>{text.namedRoleOfScope(grant.role, scopeName(grant.scope))}</span>
              <button type="button" class="danger" disabled={set.busy} onClick={() => void set.run(grant.scope, null)}>
                {text.takeAwayOf(grant.role, scopeName(grant.scope))}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        class="inline"
        onSubmit={(event) => {
          event.preventDefault()
          void set.run(choice.scope, choice.role)
        }}
      >
        {choice.fields}
        <button type="submit" disabled={set.busy}>
          {text.give}
        </button>
      </form>
      <Failure error={set.error} />
    </section>
  )
}

/** Somebody who has gone meanwhile is not invited by it (RFC 9110 §13.1.1). */
function toRequest(email: string, scope: string, role: string | null): Parameters<typeof request> {
  if (scope === 'organization')
    return [`/api/organization/members/${encodeURIComponent(email)}`, { method: 'PUT', ifMatch: '*', body: { role } }]
  const team = encodeURIComponent(scope.slice('team:'.length))
  return [`/api/teams/${team}/members`, { method: 'POST', body: { emailAddress: email, role } }]
}
