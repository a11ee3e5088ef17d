import { lazy } from 'preact-iso'

import type { RequestSummary } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { number } from '../../component/count.ts'
import { TimeAgo } from '../../component/time-ago.tsx'

const HourChart = lazy(() => import('./hour-chart.tsx').then((m) => m.HourChart))

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** The last day in five numbers and one picture. */
export function LogOverview() {
  const { data } = useResource<RequestSummary>('/api/provisioning-log/summary?hours=24', { every: 10_000 })
  return (
    <section class="card overview" aria-label="The last 24 hours">
      <dl class="figures">
        <Figure title="Requests" value={data === undefined ? '' : number(data.requests)} />
        <Figure title="Not as wished" value={data === undefined ? '' : number(data.failures)} />
        <Figure title="Not all done" value={data === undefined ? '' : number(data.leftOut)} />
        <Figure title="Share" value={data === undefined ? '' : percent.format(data.ratio)} />
        <div>
          <dt>Last call</dt>
          <dd>
            {data === undefined ? '' : data.lastRequestAt === null ? 'never' : <TimeAgo at={data.lastRequestAt} />}
          </dd>
        </div>
      </dl>
      <div class="chart-place">{data !== undefined && <HourChart hours={data.hours} />}</div>
      {data !== undefined && data.quarantine.at !== 'none' && (
        <p class="advice">
          {`Microsoft Entra ID stops calling ("quarantine") when ${percent.format(data.quarantine.threshold)} of at least ${number(data.quarantine.minimum)} calls fail. `}
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
