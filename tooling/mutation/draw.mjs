import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'

/** Reports of runs that have come to their end. */
export const reportFolder = 'coverage/mutation/reports'

/** Which share of the changes is tried, and by which seed they are drawn. */
export const share = Number(process.env['ROLECALL_MUTATION_SHARE'] ?? 1)
export const seed = process.env['ROLECALL_MUTATION_SEED'] ?? '20261129'

/** Whether a change is in the sample: every one has the same chance, and the same seed draws the same ones. */
export function isDrawn(change) {
  return (
    createHash('sha256')
      .update(JSON.stringify([seed, ...nameOf(change)]))
      .digest()
      .readUInt32BE() <
    share * 2 ** 32
  )
}

/** What tells a change from all others. Lines and columns count from 0. */
export function nameOf({ file, location: { end, start }, replacement }) {
  const place = { start: { column: start.column, line: start.line }, end: { column: end.column, line: end.line } }
  return [`/${file}`, place, replacement]
}

/** The changes of all reports that there are, each with what every run made of it. */
export function readChanges() {
  const changes = new Map()
  const names = existsSync(reportFolder) ? readdirSync(reportFolder).filter((name) => name.endsWith('.json')) : []
  for (const name of names) {
    const { files } = JSON.parse(readFileSync(`${reportFolder}/${name}`, 'utf8'))
    for (const [file, { mutants }] of Object.entries(files)) {
      for (const { location, mutatorName, replacement, status } of mutants) {
        const change = {
          file,
          location: { start: fromOne(location.start), end: fromOne(location.end) },
          mutatorName,
          replacement,
        }
        const key = keyOf(change)
        changes.set(key, { ...change, statuses: [...(changes.get(key)?.statuses ?? []), status] })
      }
    }
  }
  return changes
}

export const keyOf = (change) => JSON.stringify([...nameOf(change), change.mutatorName])

/** Whether some run has noticed it. */
export const isNoticed = ({ statuses }) => statuses.includes('Killed') || statuses.includes('Timeout')

const fromOne = ({ column, line }) => ({ column: column - 1, line: line - 1 })
