import type { RequestSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { BarChart } from '../../component/chart/bar-chart.tsx'
import { count, number } from '../../component/count.ts'
import { TimeAgo } from '../../component/time-ago.tsx'
import { overviewText as text } from '../../text/overview-text.ts'
import { toBars, toLabel } from '../log/to-bars.ts'

/** When the provider last called, and what of the last 30 days did not work. */
export function Requests() {
  const { data } = useResource<RequestSummary>('/api/provisioning-log/summary?hours=720', { every: 60_000 })
  return (
    <section class="card" aria-labelledby="requests">
      <h2 id="requests">
        <a href="/log">{text.requests}</a>
      </h2>
      <div class="summary-line">
        {data !== undefined &&
          (data.lastRequestAt === null ? (
            <p>{text.neverCalled}</p>
          ) : (
            <p>
              Last call <TimeAgo at={data.lastRequestAt} /> ·{' '}
              {data.failures === 0 ? (
                `${count(data.requests, 'request')}, none failed`
              ) : (
                <a href="/log?outcome=refused">{`${number(data.failures)} of ${count(data.requests, 'request')} did not work`}</a>
              )}
            </p>
          ))}
      </div>
      <div class="chart-place">
        {data !== undefined && (
          <BarChart bars={toBars(data.hours, 24)} label={toLabel(data)} legend={['worked', 'did not work']} />
        )}
      </div>
    </section>
  )
}
