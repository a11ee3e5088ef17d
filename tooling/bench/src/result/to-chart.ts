import { medianOf } from './median-of.ts'
import type { Metrics, Result } from './result.ts'

const bar = { height: 18, gap: 8, left: 380, width: 420 } as const
const colours = ['#4c6ef5', '#f08c00'] as const

/** A result with what it is called in the chart. */
export interface Series {
  readonly title: string
  readonly result: Result
}

/** One metric of each load as bars (SVG): the medians of all runs of one result, or of two beside each other. */
export function toChart(metric: keyof Metrics, unit: string, series: readonly Series[]): string {
  const values = series.map(({ result }) => toMedians(result, metric))
  const names = [...new Set(values.flatMap((one) => [...one.keys()]))]
  const most = Math.max(...values.flatMap((one) => [...one.values()]), Number.MIN_VALUE)
  const step = bar.height * series.length + bar.gap
  const bars = names.flatMap((name, row) =>
    values.flatMap((one, place) => {
      const value = one.get(name)
      if (value === undefined) return []
      const y = 40 + row * step + place * bar.height
      const width = Math.max(1, (value / most) * bar.width).toFixed(1)
      const end = (bar.left + Number(width) + 6).toFixed(1)
      return [
        `<rect x="${bar.left}" y="${y}" width="${width}" height="${bar.height - 2}" fill="${colours[place] ?? '#868e96'}"/>`,
        `<text x="${end}" y="${y + 12}">${value.toPrecision(3)} ${escape(unit)}</text>`,
      ]
    }),
  )
  const labels = names.map(
    (name, row) => `<text x="${bar.left - 8}" y="${52 + row * step}" text-anchor="end">${escape(name)}</text>`,
  )
  const legend = series.map(
    ({ title }, place) =>
      `<text x="${bar.left + place * 160}" y="20" fill="${colours[place] ?? '#868e96'}">${escape(title)}</text>`,
  )
  const size = `width="${bar.left + bar.width + 120}" height="${50 + names.length * step}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="12">`,
    ...legend,
    ...labels,
    ...bars,
    '</svg>',
    '',
  ].join('\n')
}

function toMedians({ runs }: Result, metric: keyof Metrics): ReadonlyMap<string, number> {
  const samples = new Map<string, number[]>()
  for (const { metrics, name } of runs.flatMap(({ rows }) => rows)) {
    const value = metrics[metric]
    if (value !== undefined && !name.startsWith('bare ')) samples.set(name, [...(samples.get(name) ?? []), value])
  }
  return new Map([...samples].map(([name, values]) => [name, medianOf(values)]))
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
