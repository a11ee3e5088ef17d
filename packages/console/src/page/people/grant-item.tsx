import { useState } from 'preact/hooks'

import type { Grant, MemberDetail } from '../../api/types.ts'
import { Badge, type Tone } from '../../component/badge.tsx'
import { GroupLink } from '../../component/link.tsx'
import { scopeName } from '../../component/scope-name.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { Explanation } from './explanation.tsx'

/** What each state means to somebody who has never read the documentation. */
const states: Readonly<Record<string, readonly [Tone, string]>> = {
  active: ['good', 'In force'],
  retained: ['warn', 'In force: the last owner is never removed, though no group gives the role any more'],
  withheld: ['warn', 'Not in force until an owner decides; see Holds'],
  waiting: ['plain', 'Not in force yet: there is no such team, or the team has no such role'],
  suspended: ['plain', 'Not in force while the person is inactive'],
  suppressed: ['plain', 'Not in force: in this team only the mapping gives roles'],
  expired: ['plain', 'Not in force any more: it has ended'],
}

/** One reason why a person has a role; opened, it shows how that came about. */
export function GrantItem({ member, grant }: { member: MemberDetail; grant: Grant }) {
  const [open, setOpen] = useState(false)
  const [tone, meaning] = states[grant.state] ?? ['plain', grant.state]
  return (
    <li class={grant.effective ? 'grant' : 'grant idle'}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span class="grant-title">
            <strong>{grant.role}</strong> of {scopeName(grant.scope)}
          </span>
          <Badge tone={tone} title={meaning}>
            {grant.state}
          </Badge>
          <span class="grant-origin">
            <Origin grant={grant} />
          </span>
        </summary>
        <div class="grant-detail">
          <p>{meaning}.</p>
          <dl class="facts">
            {grant.groupId !== null && (
              <div>
                <dt>Group</dt>
                <dd>
                  <GroupLink id={grant.groupId} name={grant.group ?? grant.groupId} />
                </dd>
              </div>
            )}
            {grant.mappingVersion !== null && (
              <div>
                <dt>Mapping</dt>
                <dd>
                  <a href={`/mapping/versions?version=${grant.mappingVersion}`}>{`version ${grant.mappingVersion}`}</a>
                </dd>
              </div>
            )}
            <div>
              <dt>Since</dt>
              <dd>
                <TimeAgo at={grant.since} />
              </dd>
            </div>
            {grant.expiresAt !== null && (
              <div>
                <dt>Ends</dt>
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
  if (grant.source === 'manual') return <>given by hand</>
  if (grant.source === 'provider') return <>assigned by the provider</>
  if (grant.source === 'break-glass') return <>made on the server for emergencies</>
  return grant.group === null ? <>by the mapping</> : <>{`by the group ${grant.group}`}</>
}
