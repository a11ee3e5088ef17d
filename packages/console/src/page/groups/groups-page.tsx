import type { Group } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { Badge } from '../../component/badge.tsx'
import { number } from '../../text/count.ts'
import { EmptyState } from '../../component/empty-state.tsx'
import { GroupLink } from '../../component/link.tsx'
import { List, type Column } from '../../component/list.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { useFilters } from '../../filter/use-filters.ts'
import { choices, orders, toGroupsQuery } from './groups-query.ts'
import { Gives } from './gives.tsx'
import { choiceTitles, orderTitles, groupsText as text } from '../../text/groups-text.tsx'

const columns: readonly Column<Group>[] = [
  { title: text.group, cell: ({ id, displayName }) => <GroupLink id={id} name={displayName} /> },
  { title: text.gives, cell: ({ gives }) => <Gives gives={gives} /> },
  {
    title: text.inTheMapping,
    wide: true,
    cell: ({ displayName, boundNames }) => <BoundNames displayName={displayName} names={boundNames} />,
  },
  { title: text.members, numeric: true, cell: ({ members }) => number(members) },
  {
    title: text.notKnownYet,
    numeric: true,
    wide: true,
    cell: ({ unresolved }) => (unresolved === 0 ? <span class="muted">0</span> : number(unresolved)),
  },
  { title: text.changed, wide: true, cell: ({ lastModified }) => <TimeAgo at={lastModified} /> },
]

export function BoundNames({ displayName, names }: { displayName: string; names: readonly string[] }) {
  if (names.length === 0) return <span class="muted">{text.no}</span>
  const renamed = names.every((name) => name !== displayName.toLowerCase())
  return renamed ? (
    <Badge tone="warn" title={text.theGroupWasRenamed}>
      {text.as(names.join(', '))}
    </Badge>
  ) : (
    <Badge tone="good">{text.yes}</Badge>
  )
}

export function GroupsPage() {
  const [filters, set] = useFilters(['q', 'show', 'sort'])
  const search = filters.q
  const choice = choices.find((one) => one === filters.show) ?? 'all'
  const order = orders.find((one) => one === filters.sort) ?? 'name'
  const pages = usePages<Group>(`/api/groups?${toGroupsQuery(search, choice, order)}`)
  return (
    <>
      <PageHeader title={text.groups}>{text.whatTheProviderSends()}</PageHeader>
      <div class="filters">
        <SearchField label={text.searchByName} value={search} onSearch={(typed) => set('q', typed)} />
        <label>
          <span>{text.show}</span>
          <select value={choice} onChange={(event) => set('show', event.currentTarget.value)}>
            {choices.map((one) => (
              <option key={one} value={one}>
                {choiceTitles[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{text.sort}</span>
          <select value={order} onChange={(event) => set('sort', event.currentTarget.value)}>
            {orders.map((one) => (
              <option key={one} value={one}>
                {orderTitles[one]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <List
        caption={text.groups}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={
          search === '' && choice === 'all' ? (
            <EmptyState title={text.noGroupYet}>{text.assignGroupsToTheApplication()}</EmptyState>
          ) : (
            <EmptyState title={text.noGroupLikeThat}>{text.tryAPartOfItsName}</EmptyState>
          )
        }
      />
    </>
  )
}
