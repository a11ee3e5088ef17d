import type { DailyCount } from '../../api/types.ts'
import { useResource } from '../../api/use-resource.ts'
import { LineChart } from '../../component/chart/line-chart.tsx'
import { number } from '../../text/count.ts'
import { formatCalendarDay } from '../../text/locale.ts'
import { overviewText as text } from '../../text/overview-text.tsx'

const figures = [
  ['people', text.people, '/people'],
  ['owners', text.owners, '/people'],
  ['roles', text.rolesOfTheMapping, '/mapping'],
] as const

/** How many there are, and how that came about in the last 30 days. */
export function History() {
  const { data } = useResource<readonly DailyCount[]>('/api/overview/history', { every: 60_000 })
  return (
    <div class="trends">
      {figures.map(([name, title, href]) => (
        <section key={name} class="card trend" aria-labelledby={`trend-${name}`}>
          <h2 id={`trend-${name}`}>
            <a href={href}>{title}</a>
          </h2>
          <p class="figure">
            {data === undefined ? '' : number(data.at(-1)?.[name] ?? 0)}
            {data !== undefined && <Difference days={data} name={name} />}
          </p>
          {data !== undefined &&
            (data.length > 1 ? (
              <LineChart
                points={data.map((day) => ({ title: formatCalendarDay(day.day), value: day[name] }))}
                label={text.fromToTodayFromTo(
                  title,
                  formatCalendarDay(data[0]?.day ?? ''),
                  data[0]?.[name] ?? 0,
                  data.at(-1)?.[name] ?? 0,
                )}
              />
            ) : (
              <p class="hint">{text.countedEachDayFromToday}</p>
            ))}
        </section>
      ))}
    </div>
  )
}

function Difference({ days, name }: { days: readonly DailyCount[]; name: 'people' | 'owners' | 'roles' }) {
  const difference = (days.at(-1)?.[name] ?? 0) - (days[0]?.[name] ?? 0)
  if (days.length < 2 || difference === 0) return null
  return (
    <span class="difference">
      {text.since(difference > 0 ? '+' : '−', Math.abs(difference), formatCalendarDay(days[0]?.day ?? ''))}
    </span>
  )
}
