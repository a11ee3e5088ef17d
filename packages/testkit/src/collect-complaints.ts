import type { ChildProcess } from 'node:child_process'

/** The first lines that a process writes to stderr, for the message of an error. */
export function collectComplaints({ stderr }: ChildProcess): () => string {
  let text = ''
  stderr?.on('data', (chunk: Buffer) => {
    if (text.length < 10_000) text += chunk.toString()
  })
  return () => text
}
