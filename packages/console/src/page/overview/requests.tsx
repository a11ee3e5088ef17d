import type { RequestSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { BarChart } from '../../component/chart/bar-chart.tsx'
import { TimeAgo } from '../../component/time-ago.tsx'
import { overviewText as text } from '../../text/overview-text.tsx'
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
              {text.lastCall(
                <TimeAgo at={data.lastRequestAt} />,
                data.failures === 0 ? (
                  text.noneFailed(data.requests)
                ) : (
                  <a href="/log?outcome=refused">{text.ofDidNotWork(data.failures, data.requests)}</a>
                ),
              )}
            </p>
          ))}
      </div>
      <div class="chart-place">
        {data !== undefined && (
          <BarChart bars={toBars(data.hours, 24)} label={toLabel(data)} legend={[text.worked, text.didNotWork]} />
        )}
      </div>
    </section>
  )
}
