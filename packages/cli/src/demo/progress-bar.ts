import type { Progress } from '@rolecall/idp-simulator/provisioning-job'
import { Presets, SingleBar } from 'cli-progress'

/** Shows how far a cycle is. */
export interface ProgressBar {
  readonly show: (progress: Progress) => void
  readonly end: () => void
}

/** A bar on a terminal, nothing elsewhere: it would only fill a file. */
export function createProgressBar(kind: 'shown' | 'quiet'): ProgressBar {
  if (kind === 'quiet' || !process.stderr.isTTY) return { show() {}, end() {} }
  let phase: string | undefined
  const bar = new SingleBar(
    { format: '{phase} [{bar}] {value}/{total}', hideCursor: true, stream: process.stderr },
    Presets.rect,
  )
  return {
    show(progress) {
      if (progress.phase !== phase) {
        if (phase !== undefined) bar.stop()
        phase = progress.phase
        bar.start(progress.total, progress.done, { phase: progress.phase.padEnd(9) })
      }
      bar.update(progress.done)
    },
    end() {
      if (phase !== undefined) bar.stop()
      phase = undefined
    },
  }
}
