// The one-way imports of the architecture: core/scim ← core/plugin ← core/*, core/{scim,plugin} ← rules,
// core ← {store, server} ← cli; plugins see the contract only; within core a room imports from the floors below it.
// Test files may look further.
const tests = '\\.test\\.ts$|/test/|/testing/|/fixtures/'
const source = (path) => ({ path, pathNot: tests })

/** From `path`, of the workspace's own code only what `allowed` matches. */
const only = (name, path, allowed) => ({
  name,
  severity: 'error',
  from: source(path),
  to: { path: '^(packages|plugins|tooling)/', pathNot: allowed },
})

/** The nouns that the port to the rules speaks of. */
const decidedNouns = 'condition-trace|mapping-source|rule-failure|team|test-report'

/** The rooms of core by floor, from the ground: a room imports from rooms below it only. */
const floors = [
  ['scim'],
  ['plugin'],
  ['directory'],
  ['store', 'store\\.ts', 'decider\\.ts', 'errors\\.ts', 'store-error\\.ts'],
  ['host'],
  ['change'],
  ['roles', 'log', 'notice'],
  ['mapping', 'organization', 'provisioning'],
  ['job', 'explain', 'access'],
  ['async', 'delivery'],
  ['platform'],
]

/** What a room of core may import: itself and what is below its floor; on the floor of the ports these know each other. */
const rooms = floors.flatMap((floor, level) =>
  floor.map((room) => {
    const below = [...floors.slice(0, level).flat(), ...(level === 3 ? floor : [room])]
    const ends = (names) => names.map((name) => (name.endsWith('.ts') ? `${name}$` : `${name}/`)).join('|')
    return only(
      `core-room-${room.replaceAll('\\', '')}`,
      `^packages/core/src/(${ends([room])})`,
      `^packages/core/src/(${ends(below)})`,
    )
  }),
)

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    only('scim-stands-alone', '^packages/core/src/scim/', '^packages/core/src/scim/'),
    only('plugin-contract', '^packages/core/src/plugin/', '^packages/core/src/(scim|plugin)/'),
    only('core', '^packages/core/', '^packages/core/'),
    ...rooms,
    only(
      'rules',
      '^packages/rules/',
      `^packages/(rules/|core/src/(scim|plugin)/|core/src/(decider|errors)\\.ts|core/src/directory/(${decidedNouns})\\.ts)`,
    ),
    only('store', '^packages/store/', '^packages/(store|core)/'),
    only('server', '^packages/server/', '^packages/(server|core|rules)/'),
    only('console', '^packages/console/', '^packages/console/'),
    only('testkit', '^packages/testkit/', '^packages/(testkit|core|rules)/'),
    only('plugins', '^plugins/([^/]+)/', '^plugins/$1/|^packages/core/src/(scim|plugin)/|^packages/rules/'),
    only('conformance', '^packages/conformance/', '^packages/conformance/'),
    only('client', '^packages/client/', '^packages/client/'),
    only('idp-simulator', '^tooling/idp-simulator/', '^tooling/idp-simulator/'),
    {
      name: 'core-is-pure',
      comment: 'No database, no network, no clock, no dependency; only functions of Node that compute.',
      severity: 'error',
      from: source('^packages/core/'),
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-peer', 'npm-optional', 'core'],
        pathNot: '^(node:)?(crypto|util)$',
      },
    },
    {
      name: 'plugins-are-bundled-in-one-place',
      severity: 'error',
      from: { path: '^(packages|tooling)/', pathNot: `^packages/cli/|${tests}` },
      to: { path: '^plugins/' },
    },
    {
      name: 'no-test-code-in-source',
      severity: 'error',
      from: {
        path: '^(packages|plugins|tooling)/',
        pathNot: `^packages/testkit/|^tooling/(vitest|soak|chaos|bench|mutation)/|${tests}`,
      },
      to: { path: '^packages/testkit/|node_modules/(vitest|fast-check)/|\\.test\\.ts$' },
    },
    {
      name: 'no-cycle',
      comment: 'Nor one of types: who reads one file of a circle has to read all of them.',
      severity: 'error',
      from: { pathNot: '^packages/core/' },
      to: { circular: true },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'declared',
      comment: 'What a package imports is in its own package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/|^packages/cli/build/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@rolecall/source', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
