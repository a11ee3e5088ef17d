import type { Command } from 'commander'

import type { ExplainFlags } from '../explain/explain.ts'
import { examples } from './examples.ts'
import { addServerOptions } from './server-options.ts'

export function registerExplain(program: Command): void {
  addServerOptions(program.command('explain <email>'))
    .description('Say why a member has a role, or why not: now, at a past time, or if they were in other groups')
    .option('--scope <scope>', 'organization, or team:ID (default: all)')
    .option('--role <role>', 'a role; says why not where the member lacks it (default: any)')
    .option('--effect <name>', 'what a plugin gives beside roles, such as licence; instead of scope and role')
    .option('--at <instant>', 'as of a past time, such as 2026-01-31T12:00:00Z')
    .option('--add-group <group...>', 'what if the member were in these groups, by name or id')
    .option('--remove-group <group...>', 'what if the member were not in these')
    .addHelpText(
      'after',
      examples(
        'rolecall explain ann@example.com',
        'rolecall explain ann@example.com --scope team:sales --role Steward',
        'rolecall explain ann@example.com --at 2026-01-31T12:00:00Z',
        'rolecall explain ann@example.com --add-group acme_owners --json',
      ),
    )
    .action(async (email: string, flags: ExplainFlags) => {
      const { explain } = await import('../explain/explain.ts')
      await explain(email, flags)
    })
}
