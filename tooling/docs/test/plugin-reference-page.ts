import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { markdownTable } from './markdown-table.ts'
import { typeMembers } from './type-members.ts'

const contract = join(import.meta.dirname, '../../../packages/core/src/plugin')

/** `docs/plugin-reference.md` */
export function pluginReferencePage(): string {
  return [
    '# Reference for plugins',
    'Made of `packages/core/src/plugin`, whose types `rolecall/plugin` has. [Writing a plugin](plugins.md) says how to use them.',
    '## The value of an effect',
    "What an assignment says: `value` of what a rule assigns, and of what `change.decide` answers. Core knows these effects, and checks their values; of a plugin's own effect it may be any JSON object.",
    members('effect-values.ts', 'EffectValues', 'effect and value'),
    'Of `role`:',
    members('effect-values.ts', 'RoleValue', 'member'),
    'Of `finding`, with whatever else there is to say:',
    members('effect-values.ts', 'FindingValue', 'member'),
    '## The reader of a hook',
    'Reads of the organization within the transaction, for hooks inside of it; and, of what is committed, for panels and routes.',
    members('contexts.ts', 'HookReader', 'method'),
    'A user is:',
    members('contexts.ts', 'HookUser', 'member'),
    '## The reader of a panel or a route',
    'It has those of a hook as well.',
    members('directory-reader.ts', 'DirectoryReader', 'method'),
    '## A value of the mapping file',
    'What `compile` of a section, and `read` of an effect, get: a node with its place. What a method finds wrong is reported there, and `undefined` answered.',
    members('mapping-node.ts', 'MappingNode', 'member'),
    '## A dialect',
    members('provider-dialect.ts', 'ProviderDialect', 'member'),
    'What `recognises` gets:',
    members('provider-dialect.ts', 'RequestSigns', 'member'),
  ]
    .map((part) => part.trimEnd())
    .join('\n\n')
    .concat('\n')
}

function members(file: string, name: string, what: string): string {
  const rows = typeMembers(readFileSync(join(contract, file), 'utf8'), name)
  return markdownTable(
    [what, ''],
    rows.map(({ declaration, meaning }) => [`\`${declaration}\``, meaning]),
  )
}
