import type { RequestSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { BarChart } from '../../component/chart/bar-chart.tsx'
import { number } from '../../component/count.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { formatPercent } from '../../text/locale.ts'
import { toBars, toLabel } from './to-bars.ts'

/** How far back one looks, and how many hours are one bar then. */
const ranges = [
  ['24', '24 hours', 1],
  ['168', '7 days', 6],
  ['720', '30 days', 24],
] as const

/** The last hours or days in five numbers and one picture. */
export function LogOverview({ range, onRange }: { range: string; onRange: (hours: string) => void }) {
  const [hours, , hoursOfBar] = ranges.find(([value]) => value === range) ?? ranges[0]
  const { data } = useResource<RequestSummary>(`/api/provisioning-log/summary?hours=${hours}`, { every: 10_000 })
  return (
    <section class="card overview" aria-label="Requests over time">
      <div class="overview-top">
        <dl class="figures">
          <Figure title="Requests" value={data === undefined ? '' : number(data.requests)} />
          <Figure title="Did not work" value={data === undefined ? '' : number(data.failures)} />
          <Figure title="Share of them" value={data === undefined ? '' : formatPercent(data.ratio)} />
          <Figure title="Not all done" value={data === undefined ? '' : number(data.leftOut)} />
          <div>
            <dt>Last call</dt>
            <dd>
              {data === undefined ? '' : data.lastRequestAt === null ? 'never' : <TimeAgo at={data.lastRequestAt} />}
            </dd>
          </div>
        </dl>
        <fieldset class="segments">
          <legend class="visually-hidden">Range</legend>
          {ranges.map(([value, title]) => (
            <label key={value}>
              <input type="radio" name="range" checked={value === hours} onChange={() => onRange(value)} />
              {title}
            </label>
          ))}
        </fieldset>
      </div>
      <div class="chart-place">
        {data !== undefined && (
          <BarChart bars={toBars(data.hours, hoursOfBar)} label={toLabel(data)} legend={['worked', 'did not work']} />
        )}
      </div>
      {data !== undefined && data.quarantine.at !== 'none' && (
        <p class="advice">
          {`Microsoft Entra ID stops calling ("quarantine") when ${formatPercent(data.quarantine.threshold)} of at least ${number(data.quarantine.minimum)} calls fail. `}
          {data.quarantine.at === 'danger' ? 'That is reached: see what was refused below.' : 'It is not far.'}
        </p>
      )}
    </section>
  )
}

function Figure({ title, value }: { title: string; value: string }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </div>
  )
}
