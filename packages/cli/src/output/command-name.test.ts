import { expect, it } from 'vitest'

import { commandName } from './command-name.ts'

it.each([
  ['/usr/local/bin/rolecall', {}, 'rolecall'],
  ['C:\\npm\\node_modules\\.bin\\rolecall', {}, 'npx rolecall'],
  ['/app/node_modules/.bin/rolecall', {}, 'npx rolecall'],
  ['/home/a/.npm/_npx/1/node_modules/rolecall/bin/rolecall.js', { npm_command: 'exec' }, 'npx rolecall'],
  ['/opt/rolecall/bin/rolecall.js', {}, 'node /opt/rolecall/bin/rolecall.js'],
  ['/app/packages/cli/bin/rolecall.js', { npm_command: 'run-script' }, 'node packages/cli/bin/rolecall.js'],
])('is of %s with %j called by %s', (script, env, expected) => {
  expect(commandName({ argv: ['node', script], cwd: '/app', env })).toBe(expected)
})
