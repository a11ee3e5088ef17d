import { useEffect, useRef } from 'preact/hooks'
import UPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'

import type { RequestSummary } from '../../api/types.ts'
import { count } from '../../component/count.ts'

const height = 120

/** Requests of each hour, and those among them that did not work. The same is said in words to who can't see it. */
export function HourChart({ hours }: { hours: RequestSummary['hours'] }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (element === null || hours.length === 0) return undefined
    const chart = new UPlot(toOptions(element), toData(hours), element)
    const watch = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }))
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.destroy()
    }
  }, [hours])
  const requests = hours.reduce((sum, hour) => sum + hour.requests, 0)
  const failures = hours.reduce((sum, hour) => sum + hour.failures, 0)
  return (
    <div
      ref={place}
      class="chart"
      role="img"
      aria-label={`${count(requests, 'request')} in ${count(hours.length, 'hour')}, ${count(failures, 'of them did', 'of them did')} not work`}
    />
  )
}

function toData(hours: RequestSummary['hours']): UPlot.AlignedData {
  return [
    hours.map(({ from }) => Date.parse(from) / 1_000),
    hours.map(({ requests }) => requests),
    hours.map(({ failures }) => failures),
  ]
}

function toOptions(element: HTMLElement): UPlot.Options {
  const style = getComputedStyle(element)
  const colour = (name: string) => style.getPropertyValue(name)
  const axis = { stroke: style.color, grid: { show: false }, ticks: { show: false }, font: '12px system-ui' }
  const paths = UPlot.paths.bars?.({ size: [0.7, 40] })
  const bars = { ...(paths && { paths }), points: { show: false } }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(max, 1)] } },
    axes: [
      axis,
      {
        ...axis,
        size: 44,
        values: (_, splits) => splits.map((value) => (Number.isInteger(value) ? String(value) : '')),
      },
    ],
    series: [
      {},
      { label: 'requests', ...bars, fill: colour('--chart-1') },
      { label: 'failures', ...bars, fill: colour('--chart-2') },
    ],
  }
}
