import { defaultLimits } from '@rolecall/core/host/default-limits'
import { hookPoints, type HookKind, type HookPhase } from '@rolecall/core/plugin/hook-points'

import { markdownTable } from './markdown-table.ts'

const kinds: Readonly<Record<HookKind, string>> = {
  reduce: 'each answer is what the next handler gets; the last one counts',
  first: 'the first answer that is not `undefined` counts',
  collect: 'all answers are joined',
  notify: 'no answer is expected',
}

const phases: Readonly<Record<HookPhase, { readonly when: string; readonly limit: string }>> = {
  before: { when: 'before the transaction', limit: 'none: the answer is given at once' },
  inside: { when: 'inside the transaction', limit: `${defaultLimits.hook} ms for each handler` },
  after: { when: 'after the commit', limit: 'none' },
}

/** `docs/hooks.md` */
export function hooksPage(): string {
  const points = Object.entries(hookPoints)
  return [
    '# Hook points',
    'Made of `packages/core/src/plugin/hook-points.ts`, which has the types of each. [Writing a plugin](plugins.md) says how to use them.',
    markdownTable(
      ['hook point', 'kind', 'phase', 'time limit'],
      points.map(([name, { kind, phase }]) => [`\`${name}\``, kind, phases[phase].when, phases[phase].limit]),
    ),
    markdownTable(
      ['hook point', 'gets', 'answers', 'when it fails, is late or answers anything else'],
      points.map(([name, { answer, failure, input }]) => [`\`${name}\``, input, answer, failure]),
    ),
    '## Kinds',
    markdownTable(['kind', 'how the answers of several plugins become one'], Object.entries(kinds)),
    "Handlers are called one after another, in the order of the configuration file: those with `order: 'pre'`, those without, those with `'post'`. Of `change.committed` all are called together.",
  ]
    .map((part) => part.trimEnd())
    .join('\n\n')
    .concat('\n')
}
