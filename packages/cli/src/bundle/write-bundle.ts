import { readdirSync, rmSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { rolldown, type Plugin } from 'rolldown'

import { packageEntries } from './package-entries.ts'

// A step of the build: what the command and those who import `rolecall` load in a clone, in a few modules, of the sources. A
// process that loads a thousand of its own, and as many of npm, needs twice the time.
const cli = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(cli, 'dist')

/** What a process of a test runs many commands with. */
const program = { program: join(cli, 'src/program.ts'), 'run-program': join(cli, 'src/run-program.ts') }

/** Native, or loads its parts by names that it makes. */
const unbundled: ReadonlySet<string> = new Set(['sqlite3', 'jsonc-parser'])

/** They are found from the bundle as well as from the package that imports them. */
const importsByPath: Plugin = {
  name: 'imports-by-path',
  async resolveId(id, importer, { kind }) {
    if (importer === undefined || isBuiltin(id) || !unbundled.has(id)) return null
    const found = await this.resolve(id, importer, { kind, skipSelf: true })
    return found && { ...found, external: 'relative' }
  },
}

const bundle = await rolldown({
  cwd: cli,
  input: { ...packageEntries(), ...program },
  platform: 'node',
  plugins: [importsByPath],
  resolve: { conditionNames: ['@rolecall/source', 'node'] },
  // Drivers that nobody has installed are asked for when they are needed; and `depd` is old.
  checks: { eval: false, unresolvedImport: false },
})
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  sourcemap: true,
  chunkFileNames: 'shared-[name].js',
})
await bundle.close()
const written = new Set(output.map(({ fileName }) => fileName))
for (const name of readdirSync(folder)) {
  if (!written.has(name)) rmSync(join(folder, name), { recursive: true, force: true })
}
