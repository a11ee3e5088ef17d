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
import { arrangeGroups, choices, orders, type Choice, type Order } from './arrange-groups.ts'
import { Gives } from './gives.tsx'

const choiceTitles: Readonly<Record<Choice, string>> = {
  all: 'all groups',
  giving: 'those that give a role',
  nothing: 'those that give nothing',
  unknown: 'those with members nobody knows yet',
}

const orderTitles: Readonly<Record<Order, string>> = {
  name: 'by name',
  members: 'most members first',
  changed: 'changed last first',
}

const columns: readonly Column<Group>[] = [
  { title: 'Group', cell: ({ id, displayName }) => <GroupLink id={id} name={displayName} /> },
  { title: 'Gives', cell: ({ gives }) => <Gives gives={gives} /> },
  {
    title: 'In the mapping',
    wide: true,
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
  const [order, setOrder] = useState<Order>('name')
  const [choice, setChoice] = useState<Choice>('all')
  // What is sorted or left out must be there first; by name it comes page by page.
  const arranged = order !== 'name' || choice !== 'all'
  const query = new URLSearchParams({ limit: arranged ? '1000' : '50', search })
  const pages = usePages<Group>(`/api/groups?${query.toString()}`)
  const rows = pages.rows && arrangeGroups(pages.rows, choice, order)
  return (
    <>
      <PageHeader title="Groups">
        What the provider sends. A group gives nothing by itself; the <a href="/mapping">mapping</a> says what it gives.
      </PageHeader>
      <div class="filters">
        <SearchField label="Search by name" value={search} onSearch={setSearch} />
        <label>
          <span>Show</span>
          <select value={choice} onChange={(event) => setChoice(event.currentTarget.value as Choice)}>
            {choices.map((one) => (
              <option key={one} value={one}>
                {choiceTitles[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>Sort</span>
          <select value={order} onChange={(event) => setOrder(event.currentTarget.value as Order)}>
            {orders.map((one) => (
              <option key={one} value={one}>
                {orderTitles[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      {arranged && pages.more !== null && (
        <p class="hint">{`Of the first ${number(pages.rows?.length ?? 0)} groups by name; show more to look at others, too.`}</p>
      )}
      <List
        caption="Groups"
        pages={{ ...pages, rows }}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          search === '' && !arranged ? (
            <EmptyState title="No group yet.">
              Assign groups to the application in your identity provider; see <a href="/setup">Set up</a>, step 3.
            </EmptyState>
          ) : (
            <EmptyState title="No group like that.">Try a part of its name, or show all.</EmptyState>
          )
        }
      />
    </>
  )
}
