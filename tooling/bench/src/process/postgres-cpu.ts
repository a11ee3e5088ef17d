import { readdirSync, readFileSync } from 'node:fs'

/** Microseconds of one of the ticks that `/proc` counts CPU time in (Linux). */
const tick = 10_000

/**
 * CPU time of a PostgreSQL server so far, all its processes, by the id of one of them; `undefined` where that is no process of
 * this machine.
 */
export function findPostgresCpu(pid: number): (() => number) | undefined {
  const backend = readStat(pid)
  if (backend?.name !== 'postgres') return undefined
  const server = backend.parent
  return () => {
    const running = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readStat(Number(name)) ?? []) : []))
    const own = running.filter(({ parent, pid: id }) => id === server || parent === server)
    // Of processes that have ended the server knows the sum.
    return own.reduce((sum, one) => sum + one.ticks + (one.pid === server ? one.ended : 0), 0) * tick
  }
}

function readStat(pid: number) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const end = text.lastIndexOf(')')
    const fields = text.slice(end + 2).split(' ')
    const at = (place: number): number => Number(fields[place])
    const name = text.slice(text.indexOf('(') + 1, end)
    return { pid, name, parent: at(1), ticks: at(11) + at(12), ended: at(13) + at(14) }
  } catch {
    return undefined
  }
}
