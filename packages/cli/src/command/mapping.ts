import { Option, type Command } from 'commander'

import type { MappingApplyFlags } from '../mapping/apply-mapping.ts'
import type { MappingVersionsFlags } from '../mapping/list-versions.ts'
import type { MappingPlanFlags } from '../mapping/plan-mapping.ts'
import type { MappingPutFlags } from '../mapping/put-mapping.ts'
import type { MappingTestFlags } from '../mapping/test-mapping.ts'
import { examples } from './examples.ts'
import { planFormat } from './plan-format.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

export function registerMapping(program: Command): void {
  const mapping = program
    .command('mapping')
    .description('The mapping of SCIM groups to roles, on a server that runs')
    .addHelpText(
      'after',
      `${examples('rolecall mapping get > mapping.yaml', 'rolecall mapping test mapping.yaml', 'rolecall mapping plan mapping.yaml', 'rolecall mapping apply mapping.yaml')}

The server and an owner key come from --url and --key, ROLECALL_URL and ROLECALL_KEY, or server: in the configuration.`,
    )

  addServerOptions(mapping.command('get'))
    .description('Print the mapping as it was written')
    .addHelpText('after', examples('rolecall mapping get > mapping.yaml', 'rolecall mapping get --json'))
    .action(async (flags: ServerFlags) => {
      const { getMapping } = await import('../mapping/get-mapping.ts')
      await getMapping(flags)
    })

  addServerOptions(mapping.command('put <file>'))
    .description('Make a file (- for stdin) the current mapping; every role it concerns changes with it')
    .option('--if-match <version>', 'only if this version is the current one')
    .addOption(heldRevocations())
    .addHelpText(
      'after',
      examples('rolecall mapping put mapping.yaml', 'rolecall mapping put mapping.yaml --if-match 3'),
    )
    .action(async (file: string, flags: MappingPutFlags) => {
      const { putMapping } = await import('../mapping/put-mapping.ts')
      await putMapping(file, flags)
    })

  addServerOptions(mapping.command('check <file>'))
    .description('Check a file (- for stdin) against the organization as it is; exit code 1 for errors')
    .addHelpText('after', examples('rolecall mapping check mapping.yaml', 'rolecall mapping check - < mapping.yaml'))
    .action(async (file: string, flags: ServerFlags) => {
      const { checkMapping } = await import('../mapping/check-mapping.ts')
      await checkMapping(file, flags)
    })

  addServerOptions(mapping.command('plan [file]'))
    .description('Show what a file (- for stdin), or the current mapping, would change for whom, and why')
    .option('--version <version>', 'an older version instead of a file')
    .option('--all', 'every line, not the first hundred of each kind')
    .addOption(planFormat())
    .addHelpText(
      'after',
      `${examples('rolecall mapping plan mapping.yaml', 'rolecall mapping plan --version 3', 'rolecall mapping plan mapping.yaml --json', 'rolecall mapping plan mapping.yaml --format markdown > plan.md')}

Exit codes: 0 neither the text nor anybody's roles differ, 2 something does, 1 an error, or a plan that an apply would
refuse, 64 a wrong command line.`,
    )
    .action(async (file: string | undefined, flags: MappingPlanFlags) => {
      const { planMapping } = await import('../mapping/plan-mapping.ts')
      await planMapping(file, flags)
    })

  addApplyOptions(addServerOptions(mapping.command('apply [file]')))
    .description('Show the plan of a file, ask, and apply exactly that')
    .option('--plan <id>', 'a plan that was made before, instead of a file')
    .addHelpText(
      'after',
      examples(
        'rolecall mapping apply mapping.yaml',
        'rolecall mapping apply mapping.yaml --yes',
        'rolecall mapping apply mapping.yaml --commit-within 10m',
      ),
    )
    .action(async (file: string | undefined, flags: MappingApplyFlags) => {
      const { applyMapping } = await import('../mapping/apply-mapping.ts')
      await applyMapping(file, flags)
    })

  addApplyOptions(addServerOptions(mapping.command('rollback <version>')))
    .description('Bring an older version back: shows its plan, asks, and applies it')
    .addHelpText('after', examples('rolecall mapping rollback 3', 'rolecall mapping rollback 3 --yes'))
    .action(async (version: string, flags: MappingApplyFlags) => {
      const { rollbackMapping } = await import('../mapping/apply-mapping.ts')
      await rollbackMapping(version, flags)
    })

  addServerOptions(mapping.command('confirm'))
    .description('Keep a version that was applied with --commit-within')
    .addHelpText('after', examples('rolecall mapping confirm'))
    .action(async (flags: ServerFlags) => {
      const { confirmMapping } = await import('../mapping/confirm-mapping.ts')
      await confirmMapping(flags)
    })

  addServerOptions(mapping.command('undo'))
    .description('Take back now a version that was applied with --commit-within')
    .addHelpText('after', examples('rolecall mapping undo'))
    .action(async (flags: ServerFlags) => {
      const { undoMapping } = await import('../mapping/undo-mapping.ts')
      await undoMapping(flags)
    })

  addServerOptions(mapping.command('versions [version]'))
    .description('List the versions, newest first, or show what one of them changed')
    .option('--against <version>', 'compare with this version (default: the one before)')
    .addHelpText('after', examples('rolecall mapping versions', 'rolecall mapping versions 4 --against 2'))
    .action(async (version: string | undefined, flags: MappingVersionsFlags) => {
      const { listVersions } = await import('../mapping/list-versions.ts')
      await listVersions(version, flags)
    })

  addServerOptions(mapping.command('schema'))
    .description('Print the JSON Schema of the mapping file, with what the plugins of the server add')
    .addHelpText('after', examples('rolecall mapping schema > mapping.schema.json'))
    .action(async (flags: ServerFlags) => {
      const { printSchema } = await import('../mapping/print-schema.ts')
      await printSchema(flags)
    })

  mapping
    .command('test <file>')
    .description('Run the tests of a file and of the *.test.yaml files beside it, without a server')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--config <file>', 'the configuration file (default: rolecall.config.yaml, if it is there)')
    .option('--json', 'one line of JSON on stdout')
    .addHelpText(
      'after',
      examples('rolecall mapping test mapping.yaml', 'rolecall mapping test mapping.yaml --junit report.xml'),
    )
    .action(async (file: string, flags: MappingTestFlags) => {
      const { testMapping } = await import('../mapping/test-mapping.ts')
      await testMapping(file, flags)
    })
}

function addApplyOptions(command: Command): Command {
  return command
    .option('--yes', 'do not ask')
    .option('--commit-within <time>', 'such as 10m: it reverts by itself unless it is confirmed')
    .addOption(heldRevocations())
}

function heldRevocations(): Option {
  return new Option(
    '--held-revocations <what>',
    'what becomes of revocations beyond the limits in force, and (revoke) by a file without any section; without it these are refused',
  ).choices(['revoke', 'wait'])
}
