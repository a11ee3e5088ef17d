import { formatNumber } from '../../text/locale.ts'

export interface Point {
  /** Below the axis. */
  readonly title: string
  readonly value: number
}

const width = 100
const height = 40

/** One number over the days, from its lowest to its highest. What is seen is said by `label` to who can't see it. */
export function LineChart({ points, label }: { points: readonly Point[]; label: string }) {
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const y = (value: number): number =>
    high === low ? height / 2 : height - 3 - ((value - low) / (high - low)) * (height - 6)
  const line = points.map(({ value }, index) => `${(index / (points.length - 1)) * width} ${y(value)}`).join(' L ')
  return (
    <div class="line-chart" role="img" aria-label={label}>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="area" d={`M 0 ${height} L ${line} L ${width} ${height} Z`} />
        <path class="stroke" d={`M ${line}`} vector-effect="non-scaling-stroke" />
      </svg>
      <div class="range" aria-hidden="true">
        <span>{formatNumber(high)}</span>
        {high > low && <span>{formatNumber(low)}</span>}
      </div>
      <div class="ends" aria-hidden="true">
        <span>{points[0]?.title}</span>
        <span>{points.at(-1)?.title}</span>
      </div>
    </div>
  )
}
