import { readFileSync } from 'node:fs'

/**
 * Milliseconds that the main thread of a process, which has its event loop, has computed so far (Linux). A time in these is not
 * stretched by what else the machine does, and has no waiting for a disk or a database in it.
 */
export function readLoop(pid: number): number {
  const [nanoseconds = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
  return Number(nanoseconds) / 1_000_000
}
