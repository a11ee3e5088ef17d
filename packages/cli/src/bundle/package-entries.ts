import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const workspace = fileURLToPath(new URL('../../../..', import.meta.url))

/** The source files by which the package is entered, by their own name: the command, what others import, each thread. */
export function packageEntries(): Readonly<Record<string, string>> {
  const sources = join(workspace, 'packages/cli/src')
  const names = ['main', 'index', 'plugin', 'testing']
  return { ...Object.fromEntries(names.map((name) => [name, join(sources, `${name}.ts`)])), ...findWorkers() }
}

/** `…-worker.ts` of any package, by its own name: where a thread is started, it is named beside the starter. */
function findWorkers(): Record<string, string> {
  const workers: Record<string, string> = {}
  for (const group of ['packages', 'plugins']) {
    for (const owner of readdirSync(join(workspace, group))) {
      const source = join(workspace, group, owner, 'src')
      for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('-worker.ts')) continue
        const name = basename(file, '.ts')
        if (name in workers) throw new Error(`Two workers are called ${name}; one of them needs another name`)
        workers[name] = join(source, file)
      }
    }
  }
  return workers
}
