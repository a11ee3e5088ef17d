import type { DatabaseKind } from './cluster/chaos-database.ts'
import type { ChaosReport } from './run-chaos.ts'

const titles: Readonly<Record<DatabaseKind, string>> = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

/** The report as Markdown. */
export function toText(reports: ReadonlyMap<DatabaseKind, ChaosReport>, command: string): string {
  const sections = [...reports].map(([kind, report]) => toSection(titles[kind], report))
  return [`# Chaos\n\n\`${command}\`, with Node ${process.versions.node}.`, ...sections].join('\n\n')
}

function toSection(title: string, { acknowledged, faults: counts, left, servers, violations }: ChaosReport): string {
  const rows = Object.entries(counts).map(([name, count]) => {
    const { answers, doneUnheard, recovery, slowest, times } = count
    const told = Object.entries(answers).map(([status, some]) => `${some} × ${status}`)
    const cells = [name, times, told.join(', '), doneUnheard, Math.round(recovery), Math.round(slowest)]
    return `| ${cells.join(' | ')} |`
  })
  const found =
    violations.length === 0
      ? ['- nothing lost, nothing twice, members and roles exact']
      : violations.slice(0, 50).map((text) => `- **${text}**`)
  return [
    `## ${title}, ${servers === 1 ? 'one server' : `${servers} servers`}`,
    [
      `- ${acknowledged} requests acknowledged`,
      ...found,
      ...Object.entries(left).map(([name, why]) => `- without ${name}: ${why}`),
    ].join('\n'),
    [
      '| fault | times | answers meanwhile | done, and not heard | works again after ms | slowest answer ms |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  ].join('\n\n')
}
