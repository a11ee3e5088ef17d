import type { CpuTime } from './messages.ts'

/** CPU time of this process, its thread pool included. */
export function readCpu(): CpuTime {
  const { system, user } = process.cpuUsage()
  return { micros: system + user }
}
