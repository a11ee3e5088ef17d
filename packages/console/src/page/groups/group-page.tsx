import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'

import type { GroupDetail, GroupMember } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { count } from '../../component/count.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Findings } from '../../component/findings.tsx'
import { PersonLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { WhatItGives } from './what-it-gives.tsx'
import { BoundNames } from './groups-page.tsx'

const columns: readonly Column<GroupMember>[] = [
  {
    title: 'Member',
    cell: ({ value, emailAddress, displayName }) =>
      emailAddress === null ? (
        <code>{value}</code>
      ) : (
        <>
          <PersonLink email={emailAddress}>{displayName ?? emailAddress}</PersonLink>
          <span class="note">{emailAddress}</span>
        </>
      ),
  },
  {
    title: 'Stands for',
    cell: ({ resolved, type }) =>
      resolved ? (
        'a person here'
      ) : type === 'Group' ? (
        <Badge title="Roles are given to people only">another group</Badge>
      ) : (
        <Badge tone="warn">nobody yet</Badge>
      ),
  },
]

export function GroupPage() {
  const { params } = useRoute()
  const path = `/api/groups/${encodeURIComponent(params['id'] ?? '')}`
  const { data: group, error } = useResource<GroupDetail>(path, { every: 10_000 })
  const [unresolved, setUnresolved] = useState(false)
  const pages = usePages<GroupMember>(`${path}/members?limit=50${unresolved ? '&unresolved=true' : ''}`)
  return (
    <>
      <PageHeader title={group?.displayName ?? 'Group'}>
        {group === undefined ? (
          <a href="/groups">All groups</a>
        ) : (
          <>
            {count(group.members, 'member')} · in the mapping:{' '}
            <BoundNames displayName={group.displayName} names={group.boundNames} />
          </>
        )}
      </PageHeader>
      <Failure error={error} />
      {group !== undefined && <WhatItGives group={group} />}
      {group !== undefined && <Findings findings={group.findings} toLink={(name) => <>{name}</>} />}
      {group !== undefined && group.unresolved > 0 && (
        <Notice kind="warning">
          {`${count(group.unresolved, 'member is', 'members are')} nobody here yet. They count as soon as the provider sends a person with that id, and are dropped after 30 days.`}
        </Notice>
      )}
      {group !== undefined && (
        <div class="filters">
          <label class="check">
            <input
              type="checkbox"
              checked={unresolved}
              onChange={(event) => setUnresolved(event.currentTarget.checked)}
            />
            Only those that are nobody yet
          </label>
        </div>
      )}
      {error === undefined && (
        <List
          caption="Members"
          pages={pages}
          columns={columns}
          rowKey={({ value }) => value}
          empty={
            <EmptyState title={unresolved ? 'Everybody is known.' : 'No members.'}>
              {unresolved
                ? 'Each member of this group stands for a person here.'
                : 'Add people to the group in your identity provider.'}
            </EmptyState>
          }
        />
      )}
    </>
  )
}
