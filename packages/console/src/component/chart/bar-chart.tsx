import { formatNumber } from '../../text/locale.ts'
import { toScale } from './to-scale.ts'

export interface Bar {
  /** Of what it is, in words. */
  readonly title: string
  /** Below the axis; only some have one. */
  readonly tick: string | null
  /** All, and those among them that are marked. */
  readonly total: number
  readonly marked: number
}

/** Bars over time, the marked part of each at its foot. What is seen is said by `label` to who can't see it. */
export function BarChart({
  bars,
  label,
  legend,
}: {
  bars: readonly Bar[]
  label: string
  legend: readonly [string, string]
}) {
  const { middle, top } = toScale(Math.max(0, ...bars.map(({ total }) => total)))
  const ticked = bars.flatMap(({ tick }, index) => (tick === null ? [] : [index]))
  const share = (value: number): string => `${(value / top) * 100}%`
  return (
    <figure class="bar-chart">
      <figcaption class="legend" aria-hidden="true">
        <span class="key all">{legend[0]}</span>
        <span class="key marked">{legend[1]}</span>
      </figcaption>
      <div class="plot" role="img" aria-label={label}>
        {[top, middle, 0].map(
          (line) =>
            line !== null && (
              <span key={line} class="line" style={{ bottom: share(line) }}>
                <span>{formatNumber(line)}</span>
              </span>
            ),
        )}
        <div class="chart-bars">
          {bars.map(({ marked, tick, title, total }, index) => (
            <span key={title} class="chart-bar" title={title}>
              <span class="all" style={{ height: share(total - marked) }} />
              {marked > 0 && <span class="marked" style={{ height: share(marked) }} />}
              {tick !== null && <span class={ticked.indexOf(index) % 2 === 0 ? 'tick' : 'tick other'}>{tick}</span>}
            </span>
          ))}
        </div>
      </div>
    </figure>
  )
}
