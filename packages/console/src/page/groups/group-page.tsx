import { useRoute } from 'preact-iso'

import type { Finding, GroupDetail, GroupMember } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { useResource } from '../../api/use-resource.ts'
import { Badge } from '../../component/badge.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Findings } from '../../component/findings.tsx'
import { List, type Column } from '../../component/list.tsx'
import { Notice } from '../../component/notice.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { PersonName } from '../../component/person-name.tsx'
import { useFilters } from '../../filter/use-filters.ts'
import { WhatItGives } from './what-it-gives.tsx'
import { BoundNames } from './groups-page.tsx'
import { shownName } from '../../text/shown-name.ts'
import { commonText } from '../../text/common-text.ts'
import { groupsText as text } from '../../text/groups-text.tsx'

const columns: readonly Column<GroupMember>[] = [
  {
    title: text.member,
    cell: ({ value, emailAddress, displayName }) =>
      emailAddress === null ? (
        <code>{value}</code>
      ) : (
        <PersonName emailAddress={emailAddress} displayName={displayName} />
      ),
  },
  {
    title: text.standsFor,
    cell: ({ resolved, type }) =>
      resolved ? (
        text.aPersonHere
      ) : type === text.group ? (
        <Badge title={text.rolesAreGivenToPeople}>{text.anotherGroup}</Badge>
      ) : (
        <Badge tone="warn">{text.nobodyYet}</Badge>
      ),
  },
]

/** How many of its members are nobody yet is said with what becomes of them. */
function isNotSaidBelow({ code }: Finding): boolean {
  return code !== 'unresolved-members'
}

export function GroupPage() {
  const { params } = useRoute()
  const path = `/api/groups/${encodeURIComponent(params['id'] ?? '')}`
  const { data: group, error } = useResource<GroupDetail>(path, { every: 10_000 })
  const [filters, set] = useFilters(['unresolved'])
  const unresolved = filters.unresolved === 'true'
  const pages = usePages<GroupMember>(`${path}/members?limit=50${unresolved ? '&unresolved=true' : ''}`)
  return (
    <>
      <PageHeader title={group === undefined ? text.group : shownName(group.displayName, commonText.withoutAName)}>
        {group === undefined ? (
          <a href="/groups">{text.allGroups}</a>
        ) : (
          <>
            {text.membersAndNames(
              group.members,
              <BoundNames displayName={group.displayName} names={group.boundNames} />,
            )}
          </>
        )}
      </PageHeader>
      <Failure error={error} />
      {group !== undefined && <WhatItGives group={group} />}
      {group !== undefined && (
        <Findings findings={group.findings.filter(isNotSaidBelow)} toLink={(name) => <>{name}</>} />
      )}
      {group !== undefined && group.unresolved > 0 && (
        <Notice kind="warning">{text.nobodyHereYetThey(group.unresolved)}</Notice>
      )}
      {group !== undefined && (
        <div class="filters">
          <label class="check">
            <input
              type="checkbox"
              checked={unresolved}
              onChange={(event) => set('unresolved', event.currentTarget.checked ? 'true' : '')}
            />
            {text.onlyThoseThatAreNobody}
          </label>
        </div>
      )}
      {error === undefined && (
        <List
          caption={text.members}
          pages={pages}
          columns={columns}
          rowKey={({ value }) => value}
          empty={
            <EmptyState title={unresolved ? text.everybodyIsKnown : text.noMembers}>
              {unresolved ? text.eachMemberOfThisGroup : text.addPeopleToTheGroup}
            </EmptyState>
          }
        />
      )}
    </>
  )
}
