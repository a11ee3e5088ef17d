import type { Difference } from './compare-results.ts'

/** A line for each metric, and at last how many are better and worse. */
export function printComparison(differences: readonly Difference[], write: (line: string) => void): void {
  for (const { first, metric, name, second, verdict } of differences) {
    const change = first === 0 ? '' : `${(((second - first) / first) * 100).toFixed(1)} %`
    const numbers = [first.toFixed(3), second.toFixed(3), change].map((text) => text.padStart(11)).join('')
    write(`${name.padEnd(58)}${metric.padEnd(12)}${numbers}  ${verdict}`)
  }
  const count = (wanted: Difference['verdict']) => differences.filter(({ verdict }) => verdict === wanted).length
  write(`${count('better')} better, ${count('worse')} worse, of ${differences.length}`)
}
