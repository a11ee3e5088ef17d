import { useState } from 'preact/hooks'

import type { LoggedRequest } from '../../api/types.ts'
import { usePages } from '../../api/use-pages.ts'
import { ByDay } from '../../component/by-day.tsx'
import { EmptyState } from '../../component/empty-state.tsx'
import { Failure } from '../../component/failure.tsx'
import { Placeholder } from '../../component/list.tsx'
import { MoreButton } from '../../component/more-button.tsx'
import { PageHeader } from '../../component/page-header.tsx'
import { SearchField } from '../../component/search-field.tsx'
import { useFilters } from '../../filter/use-filters.ts'
import { useBySetupLink } from '../../session-context.ts'
import { logText as text } from '../../text/log-text.tsx'
import { LogEntry } from './log-entry.tsx'
import { logFilters, toLogQuery } from './log-filters.ts'
import { LogOverview } from './log-overview.tsx'
import { OfOne } from './of-one.tsx'

/** How often one looks for new requests. */
const liveInterval = 3_000

export function LogPage() {
  const [filters, set] = useFilters(logFilters)
  const [live, setLive] = useState(true)
  const bySetupLink = useBySetupLink()
  const pages = usePages<LoggedRequest>(`/api/provisioning-log?${toLogQuery(filters)}`, {
    every: live ? liveInterval : undefined,
    keyOf: ({ id }) => id,
  })
  const { about, of, outcome, q, range } = filters
  const filtered = q !== '' || outcome !== '' || about !== '' || of !== ''
  return (
    <>
      <PageHeader title={text.title}>{text.lead}</PageHeader>
      <LogOverview range={range} onRange={(hours) => set('range', hours === '24' ? '' : hours)} />
      <div class="filters">
        <SearchField label={text.search} value={q} onSearch={(typed) => set('q', typed)} />
        {!bySetupLink && <OfOne of={of} onChoose={(id) => set('of', id)} />}
        <label>
          <span>{text.outcome}</span>
          <select value={outcome} onChange={(event) => set('outcome', event.currentTarget.value)}>
            <option value="">{text.all}</option>
            <option value="changed">{text.changedSomething}</option>
            <option value="success">{text.worked}</option>
            <option value="refused">{text.refused}</option>
            <option value="failed">{text.failedHere}</option>
            <option value="left-out">{text.workedButNotAll}</option>
          </select>
        </label>
        <label>
          <span>{text.about}</span>
          <select value={about} onChange={(event) => set('about', event.currentTarget.value)}>
            <option value="">{text.everything}</option>
            <option value="User">{text.people}</option>
            <option value="Group">{text.groups}</option>
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={live} onChange={(event) => setLive(event.currentTarget.checked)} />
          {text.live}
        </label>
      </div>
      <Failure error={pages.error} />
      {pages.rows === undefined && pages.error === undefined && <Placeholder />}
      {pages.rows?.length === 0 &&
        (filtered ? (
          <EmptyState title={text.none}>{text.widen}</EmptyState>
        ) : (
          <EmptyState title={text.notYet}>{text.typeTheTenantUrl()}</EmptyState>
        ))}
      {pages.rows !== undefined && (
        <ByDay rows={pages.rows} label={text.requestsTheNewestFirst}>
          {(entry) => <LogEntry key={entry.id} entry={entry} />}
        </ByDay>
      )}
      <MoreButton more={pages.more} />
    </>
  )
}
