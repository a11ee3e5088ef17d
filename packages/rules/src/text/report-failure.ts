import type { Report } from './report.ts'
import type { Place } from './tree.ts'

/** Reports that a plugin has failed over this place of the file: the host has named plugin and word. */
export function reportFailure(report: Report, { column, line }: Place, error: unknown): void {
  const reason = error instanceof Error && error.message !== '' ? error.message : 'unknown'
  report('error', { line, column }, 'PLUGIN_FAILED', `${reason}.`)
}
