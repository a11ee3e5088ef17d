import { readFileSync } from 'node:fs'

/** The memory that a process has now, in MB (Linux). */
export function readMemory(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1_024
}

/** Watches it from now on; answers what asks for the most, and ends. */
export function watchMemory(pid: number): () => number {
  let most = readMemory(pid)
  const timer = setInterval(() => (most = Math.max(most, readMemory(pid))), 10)
  return () => {
    clearInterval(timer)
    return Math.max(most, readMemory(pid))
  }
}
