import { auditKinds } from '@rolecall/core/directory/audit'
import { Option, type Command } from 'commander'

import type { AuditAnchorFlags, AuditExportFlags, AuditListFlags, AuditVerifyFlags } from '../operator/audit.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('Who did what, and from where; and whether that record is whole')
    .addHelpText(
      'after',
      examples('rolecall audit list --kind sign-in', 'rolecall audit verify', 'rolecall audit export > audit.jsonl'),
    )

  addDatabaseOptions(audit.command('list'))
    .description('List what the audit shows of an organization, newest last')
    .option('--organization <id>', 'its id or name (default: the only one)')
    .addOption(new Option('--kind <kind>', 'what it is about').choices(auditKinds))
    .option('--actor <actor>', 'the id of a key, person:ID, operator:NAME or server')
    .option('--from <instant>', 'from this instant on')
    .option('--to <instant>', 'before this instant')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText(
      'after',
      examples('rolecall audit list --kind key --from 2030-01-01', 'rolecall audit list --actor operator:root --json'),
    )
    .action(async (flags: AuditListFlags) => {
      const { listEvents } = await import('../operator/audit.ts')
      await listEvents(flags)
    })

  addDatabaseOptions(audit.command('export'))
    .description('Write every event of an organization with its hash, oldest first, a line of JSON for each')
    .option('--organization <id>', 'its id or name (default: the only one)')
    .addHelpText(
      'after',
      examples('rolecall audit export > audit.jsonl', 'rolecall audit export --organization "Acme GmbH" > acme.jsonl'),
    )
    .action(async (flags: AuditExportFlags) => {
      const { exportEvents } = await import('../operator/audit.ts')
      await exportEvents(flags)
    })

  addDatabaseOptions(audit.command('verify'))
    .description('Hold every event against the one before it; exit code 1 where one was changed, removed or added')
    .option('--organization <id>', 'its id or name (default: all)')
    .option('--expect <hash>', 'the newest hash of an earlier verification, which must be one of the chain')
    .addHelpText(
      'after',
      examples('rolecall audit verify', 'rolecall audit verify --organization "Acme GmbH" --expect HASH --json'),
    )
    .action(async (flags: AuditVerifyFlags) => {
      const { verifyEvents } = await import('../operator/audit.ts')
      await verifyEvents(flags)
    })

  addDatabaseOptions(audit.command('anchor'))
    .description('Begin the chain again where it is known to be broken, and say why; the word stays in the audit')
    .option('--organization <id>', 'its id or name (default: the only one)')
    .requiredOption('--reason <text>', 'why it is broken')
    .addHelpText(
      'after',
      examples('rolecall audit anchor --reason "An older version wrote beside the new one during the upgrade"'),
    )
    .action(async (flags: AuditAnchorFlags) => {
      const { anchorEvents } = await import('../operator/audit.ts')
      await anchorEvents(flags)
    })
}
