import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

const workspace = fileURLToPath(new URL('../../../../', import.meta.url))

/** What runs in the server: its packages, and the plugins that are bundled with it. */
const places = [
  ...['core', 'rules', 'server', 'store'].map((name) => join('packages', name, 'src')),
  ...readdirSync(join(workspace, 'plugins')).map((name) => join('plugins', name, 'src')),
]

const callsOut =
  /(?<![\w.])fetch\(|from '(node:(https|http2|dns|tls|dgram)[/']|undici')|import \{[^}]*\brequest\b[^}]*\} from 'node:http'/

it('is the only place from which the server calls others', () => {
  const files = places.flatMap((place) =>
    readdirSync(join(workspace, place), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => join(place, name)),
  )
  // It speaks to this process, over memory.
  const within = join('packages', 'server', 'src', 'http', 'fetch-over-memory.ts')
  const callers = files.filter((file) => file !== within && callsOut.test(readFileSync(join(workspace, file), 'utf8')))
  const outbound = join('packages', 'server', 'src', 'outbound')
  expect(files.length).toBeGreaterThan(300)
  expect(callers.toSorted()).toEqual([join(outbound, 'create-outbound.ts'), join(outbound, 'resolve-host.ts')])
})
