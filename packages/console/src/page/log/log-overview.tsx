import type { RequestSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { BarChart } from '../../component/chart/bar-chart.tsx'
import { number } from '../../text/count.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { formatPercent } from '../../text/locale.ts'
import { toBars, toLabel } from './to-bars.ts'
import { logRanges, logText as text } from '../../text/log-text.tsx'

/** The last hours or days in five numbers and one picture. */
export function LogOverview({ range, onRange }: { range: string; onRange: (hours: string) => void }) {
  const [hours, , hoursOfBar] = logRanges.find(([value]) => value === range) ?? logRanges[0]
  const { data } = useResource<RequestSummary>(`/api/provisioning-log/summary?hours=${hours}`, { every: 10_000 })
  return (
    <section class="card overview" aria-label={text.requestsOverTime}>
      <div class="overview-top">
        <dl class="figures">
          <Figure title={text.requests} value={data === undefined ? '' : number(data.requests)} />
          <Figure title={text.failedTitle} value={data === undefined ? '' : number(data.failures)} />
          <Figure title={text.shareOfThem} value={data === undefined ? '' : formatPercent(data.ratio)} />
          <Figure title={text.notAllDone} value={data === undefined ? '' : number(data.leftOut)} />
          <div>
            <dt>{text.lastCall}</dt>
            <dd>
              {data === undefined ? '' : data.lastRequestAt === null ? text.never : <TimeAgo at={data.lastRequestAt} />}
            </dd>
          </div>
        </dl>
        <fieldset class="segments">
          <legend class="visually-hidden">{text.range}</legend>
          {logRanges.map(([value, title]) => (
            <label key={value}>
              <input type="radio" name="range" checked={value === hours} onChange={() => onRange(value)} />
              {title}
            </label>
          ))}
        </fieldset>
      </div>
      <div class="chart-place">
        {data !== undefined && (
          <BarChart
            bars={toBars(data.hours, hoursOfBar)}
            label={toLabel(data)}
            legend={[text.workedOnes, text.failedOnes]}
          />
        )}
      </div>
      {data !== undefined && data.quarantine.at !== 'none' && (
        <p class="advice">
          {text.microsoftEntraIdStops(formatPercent(data.quarantine.threshold), data.quarantine.minimum)}
          {data.quarantine.at === 'danger' ? text.thatIsReachedSee : text.itIsNotFar}
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
