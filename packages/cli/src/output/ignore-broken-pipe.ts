/**
 * Listens for errors of stdout and stderr: a reader that has had enough, as `head -1` has, is none. What was begun is
 * finished without a word, and the exit code is what it would have been.
 */
export function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
