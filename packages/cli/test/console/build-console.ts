import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { inject } from 'vitest'
import { build } from 'vite'

const root = fileURLToPath(new URL('../../../console', import.meta.url))

let built: Promise<string> | undefined

/** The folder of the console as its sources are now: made once in this process, gone with the run, so that no test sees an older one. */
export function buildConsole(): Promise<string> {
  return (built ??= buildInto(join(inject('run').folder, `console-${process.pid}`)))
}

async function buildInto(folder: string): Promise<string> {
  await build({
    root,
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  return folder
}
