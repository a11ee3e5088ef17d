import { useState } from 'preact/hooks'

import type { Group } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { Badge } from '../../component/badge.tsx'
import { number } from '../../component/count.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { GroupLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'

const columns: readonly Column<Group>[] = [
  { title: 'Group', cell: ({ id, displayName }) => <GroupLink id={id} name={displayName} /> },
  {
    title: 'In the mapping',
    cell: ({ displayName, boundNames }) => <BoundNames displayName={displayName} names={boundNames} />,
  },
  { title: 'Members', numeric: true, cell: ({ members }) => number(members) },
  {
    title: 'Not known yet',
    numeric: true,
    wide: true,
    cell: ({ unresolved }) => (unresolved === 0 ? <span class="muted">0</span> : number(unresolved)),
  },
  { title: 'Changed', wide: true, cell: ({ lastModified }) => <TimeAgo at={lastModified} /> },
]

export function BoundNames({ displayName, names }: { displayName: string; names: readonly string[] }) {
  if (names.length === 0) return <span class="muted">no</span>
  const renamed = names.every((name) => name !== displayName.toLowerCase())
  return renamed ? (
    <Badge tone="warn" title="The group was renamed; the mapping follows it">{`as ${names.join(', ')}`}</Badge>
  ) : (
    <Badge tone="good">yes</Badge>
  )
}

export function GroupsPage() {
  const [search, setSearch] = useState('')
  const query = new URLSearchParams({ limit: '50', search })
  const pages = usePages<Group>(`/api/groups?${query.toString()}`)
  return (
    <>
      <PageHeader title="Groups">
        What the provider sends. A group gives nothing by itself; the <a href="/mapping">mapping</a> says what it gives.
      </PageHeader>
      <div class="filters">
        <SearchField label="Search by name" value={search} onSearch={setSearch} />
      </div>
      <List
        caption="Groups"
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          search === '' ? (
            <EmptyState title="No group yet.">
              Assign groups to the application in your identity provider; see <a href="/setup">Set up</a>, step 3.
            </EmptyState>
          ) : (
            <EmptyState title="No group like that.">Try a part of its name.</EmptyState>
          )
        }
      />
    </>
  )
}
