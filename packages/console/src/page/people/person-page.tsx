import { useRoute } from 'preact-iso'

import type { MemberDetail } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { Avatar } from '../../component/avatar.tsx'
import { Badge } from '../../component/badge.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Findings } from '../../component/findings.tsx'
import { PersonLink, TeamLink } from '../../component/link.tsx'
import { Placeholder } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { useMayChange } from '../../session-context.ts'
import { shownName } from '../../text/shown-name.ts'
import { personText as text } from '../../text/person-text.tsx'
import { PersonPanels } from '../panels/person-panels.tsx'
import { Effects } from './effects.tsx'
import { Facts } from './facts.tsx'
import { GrantItem } from './grant-item.tsx'
import { ManualRoles } from './manual-roles.tsx'
import { Otherwise } from './otherwise.tsx'
import { Timeline } from './timeline.tsx'
import { WhyNot } from './why-not.tsx'

export function PersonPage() {
  const { params } = useRoute()
  const email = params['email'] ?? ''
  const path = `/api/organization/members/${encodeURIComponent(email)}`
  const { data: member, error, reload } = useResource<MemberDetail>(path, { every: 10_000 })
  const mayChange = useMayChange()
  const name = shownName(member?.displayName, email)
  return (
    <>
      <PageHeader title={name} icon={<Avatar name={name} large />}>
        {member === undefined ? (
          <a href="/people">{text.allPeople}</a>
        ) : (
          <>
            {member.emailAddress} <Badge tone={member.status === 'active' ? 'plain' : 'warn'}>{member.status}</Badge>{' '}
            <Badge tone={member.emailValidated ? 'good' : 'plain'}>
              {member.emailValidated ? text.emailValidated : text.emailNotValidated}
            </Badge>{' '}
            <a href={`/log?of=${encodeURIComponent(member.userId)}`}>{text.requestsInTheLog}</a>
          </>
        )}
      </PageHeader>
      <Failure error={error} />
      {member === undefined ? (
        error === undefined && <Placeholder />
      ) : (
        <Person key={member.userId} member={member} onChange={reload} mayChange={mayChange} />
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
      <div class="columns">
        <div>
          <RolesInForce member={member} />
          <Origins member={member} />
          <Effects member={member} />
          <PersonPanels email={member.emailAddress} />
          <Otherwise member={member} />
          <WhyNot member={member} />
          {mayChange && <ManualRoles member={member} onChange={onChange} />}
        </div>
        <div class="facts-beside">
          <Timeline userId={member.userId} />
          <Facts userId={member.userId} />
        </div>
      </div>
    </>
  )
}

function RolesInForce({ member }: { member: MemberDetail }) {
  return (
    <section class="card" aria-labelledby="roles">
      <h2 id="roles">{text.roles}</h2>
      <dl class="roles">
        <div>
          <dt>{text.organization}</dt>
          <dd>
            <RoleChip role={member.role} inTeam={false} />
          </dd>
        </div>
        {member.teams.map(({ teamId, roles }) => (
          <div key={teamId}>
            <dt>
              <TeamLink id={teamId} />
            </dt>
            <dd class="chips">
              {roles.map((role) => (
                <RoleChip key={role} role={role} inTeam />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      {member.status === 'inactive' && <p class="hint">{text.inactive}</p>}
    </section>
  )
}

function Origins({ member }: { member: MemberDetail }) {
  return (
    <section aria-labelledby="grants">
      <h2 id="grants">{text.origins}</h2>
      {member.grants.length === 0 ? (
        <EmptyState title={text.none}>{text.noGroupOfThisPerson()}</EmptyState>
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
  )
}
