import type { Command } from 'commander'

import type { CatalogueApplyFlags } from '../catalogue/apply-catalogue.ts'
import type { CataloguePlanFlags } from '../catalogue/plan-catalogue.ts'
import { examples } from './examples.ts'
import { planFormat } from './plan-format.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

const confirm =
  'also what the mapping names, what is beyond its limits, and a set without teams: such a set is refused without it'

export function registerCatalogue(program: Command): void {
  const catalogue = program
    .command('catalogue')
    .description('All teams and team roles as one set, on a server that runs')
    .addHelpText('after', examples('rolecall catalogue get > teams.yaml', 'rolecall catalogue plan teams.yaml'))

  addServerOptions(catalogue.command('get'))
    .description('Print the set as it is, as YAML that can be applied')
    .addHelpText('after', examples('rolecall catalogue get > teams.yaml', 'rolecall catalogue get --json'))
    .action(async (flags: ServerFlags) => {
      const { printCatalogue } = await import('../catalogue/apply-catalogue.ts')
      await printCatalogue(flags)
    })

  addServerOptions(catalogue.command('plan <file>'))
    .description('Show what a set (- for stdin) would make of teams, team roles and the roles of people')
    .option('--confirm', confirm)
    .addOption(planFormat())
    .addHelpText(
      'after',
      `${examples('rolecall catalogue plan teams.yaml', 'rolecall catalogue plan teams.yaml --format markdown > plan.md')}

Exit codes: 0 nothing differs, 2 something does, 1 an error, or a set that an apply would refuse, 64 a wrong command line.`,
    )
    .action(async (file: string, flags: CataloguePlanFlags) => {
      const { planCatalogue } = await import('../catalogue/plan-catalogue.ts')
      await planCatalogue(file, flags)
    })

  addServerOptions(catalogue.command('apply <file>'))
    .description('Show the plan of a set, ask, and apply exactly that; what the set has not goes')
    .option('--yes', 'do not ask')
    .option('--confirm', confirm)
    .addHelpText('after', examples('rolecall catalogue apply teams.yaml', 'rolecall catalogue apply teams.yaml --yes'))
    .action(async (file: string, flags: CatalogueApplyFlags) => {
      const { applyCatalogue } = await import('../catalogue/apply-catalogue.ts')
      await applyCatalogue(file, flags)
    })
}
