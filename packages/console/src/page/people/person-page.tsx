import { useRoute } from 'preact-iso'

import type { MemberDetail } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Findings } from '../../component/findings.tsx'
import { PersonLink, TeamLink } from '../../component/link.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { useMayChange } from '../../session-context.ts'
import { PersonPanels } from '../panels/person-panels.tsx'
import { Effects } from './effects.tsx'
import { GrantItem } from './grant-item.tsx'
import { ManualRoles } from './manual-roles.tsx'
import { WhyNot } from './why-not.tsx'

export function PersonPage() {
  const { params } = useRoute()
  const email = params['email'] ?? ''
  const path = `/api/organization/members/${encodeURIComponent(email)}`
  const { data: member, error, reload } = useResource<MemberDetail>(path, { every: 10_000 })
  const mayChange = useMayChange()
  return (
    <>
      <PageHeader title={member?.displayName ?? email}>
        {member === undefined ? (
          <a href="/people">All people</a>
        ) : (
          <>
            {member.emailAddress} <Badge tone={member.status === 'active' ? 'plain' : 'warn'}>{member.status}</Badge>{' '}
            <Badge tone={member.emailValidated ? 'good' : 'plain'}>
              {member.emailValidated ? 'e-mail validated' : 'e-mail not validated'}
            </Badge>
          </>
        )}
      </PageHeader>
      <Failure error={error} />
      {member === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <Person member={member} onChange={reload} mayChange={mayChange} />
      )}
    </>
  )
}

function Person({
  member,
  onChange,
  mayChange,
}: {
  member: MemberDetail
  onChange: () => Promise<void>
  mayChange: boolean
}) {
  return (
    <>
      <Findings findings={member.findings} toLink={(email) => <PersonLink email={email} />} />
      <section class="card" aria-labelledby="roles">
        <h2 id="roles">Roles in force</h2>
        <dl class="roles">
          <div>
            <dt>Organization</dt>
            <dd>{member.role}</dd>
          </div>
          {member.teams.map(({ teamId, roles }) => (
            <div key={teamId}>
              <dt>
                <TeamLink id={teamId} />
              </dt>
              <dd>{roles.join(', ')}</dd>
            </div>
          ))}
        </dl>
        {member.status === 'inactive' && (
          <p class="hint">Roles come back when the provider activates the person again.</p>
        )}
      </section>
      <section aria-labelledby="grants">
        <h2 id="grants">Where they come from</h2>
        {member.grants.length === 0 ? (
          <EmptyState title="Member by membership alone.">
            No group of this person is in the <a href="/mapping">mapping</a>, and nobody has given a role by hand. Ask
            below why a role is not there.
          </EmptyState>
        ) : (
          <ul class="grants">
            {member.grants.map((grant) => (
              <GrantItem
                key={`${grant.scope} ${grant.role} ${grant.source} ${grant.rule} ${grant.groupId}`}
                member={member}
                grant={grant}
              />
            ))}
          </ul>
        )}
      </section>
      <Effects member={member} />
      <PersonPanels email={member.emailAddress} />
      {mayChange && <ManualRoles member={member} onChange={onChange} />}
      <WhyNot member={member} />
    </>
  )
}
