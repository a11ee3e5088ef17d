import { useState } from 'preact/hooks'

import type { Grant, MemberDetail } from '../../api/types.ts'
import { Badge, type Tone } from '../../component/badge.tsx'
import { GroupLink } from '../../component/link.tsx'
import { RoleChip } from '../../component/role-chip.tsx'
import { scopeName } from '../../text/scope-name.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { grantStates, personText as text } from '../../text/person-text.tsx'
import { Explanation } from './explanation.tsx'

const tones: Readonly<Record<string, Tone>> = { active: 'good', retained: 'warn', withheld: 'warn' }

/** One reason why a person has a role; opened, it shows how that came about. */
export function GrantItem({ member, grant }: { member: MemberDetail; grant: Grant }) {
  const [open, setOpen] = useState(false)
  const meaning = grantStates[grant.state] ?? grant.state
  return (
    <li class={grant.effective ? 'grant' : 'grant idle'}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="grant-title">
            {text.roleOfScope(
              <RoleChip role={grant.role} inTeam={grant.scope !== 'organization'} />,
              scopeName(grant.scope),
            )}
          </span>
          <span class="grant-origin">
            <Origin grant={grant} />
            {grant.expiresAt !== null && <>{text.until(<TimeAgo at={grant.expiresAt} />)}</>}
          </span>
          {grant.state !== 'active' && (
            <Badge tone={tones[grant.state] ?? 'plain'} title={meaning}>
              {grant.state}
            </Badge>
          )}
          <span class="grant-more">{text.details}</span>
        </summary>
        <div class="grant-detail">
          <p>{meaning}.</p>
          <dl class="facts">
            {grant.groupId !== null && (
              <div>
                <dt>{text.group}</dt>
                <dd>
                  <GroupLink id={grant.groupId} name={grant.group ?? grant.groupId} />
                </dd>
              </div>
            )}
            {grant.mappingVersion !== null && (
              <div>
                <dt>{text.mapping}</dt>
                <dd>
                  <a href={`/mapping/versions?version=${grant.mappingVersion}`}>{text.version(grant.mappingVersion)}</a>
                </dd>
              </div>
            )}
            <div>
              <dt>{text.since}</dt>
              <dd>
                <TimeAgo at={grant.since} />
              </dd>
            </div>
            {grant.expiresAt !== null && (
              <div>
                <dt>{text.ends}</dt>
                <dd>
                  <TimeAgo at={grant.expiresAt} />
                </dd>
              </div>
            )}
          </dl>
          {open && <Explanation email={member.emailAddress} scope={grant.scope} role={grant.role} of={grant} />}
        </div>
      </details>
    </li>
  )
}

function Origin({ grant }: { grant: Grant }) {
  if (grant.source === 'manual') return text.givenByHand
  if (grant.source === 'provider') return text.assignedByTheProvider
  if (grant.source === 'break-glass') return text.madeOnTheServer
  return grant.group === null ? <>{text.byTheMapping}</> : text.byTheGroup(grant.group)
}
