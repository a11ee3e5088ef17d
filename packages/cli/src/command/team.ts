import type { Command } from 'commander'

import type { TeamListFlags, TeamPutFlags } from '../directory/teams.ts'
import { examples } from './examples.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

export function registerTeam(program: Command): void {
  const team = program
    .command('team')
    .description('The teams of the organization, and the roles that people are given in them by hand')
    .addHelpText('after', examples('rolecall team list', 'rolecall team create sales --name Sales'))

  addServerOptions(team.command('list'))
    .description('List the teams with how many people are in them')
    .option('--search <text>', 'only whose id or name contains it')
    .option('--all', 'all, and not only the first hundred')
    .addHelpText('after', examples('rolecall team list', 'rolecall team list --search sales --json'))
    .action(async (flags: TeamListFlags) => {
      const { printTeams } = await import('../directory/teams.ts')
      await printTeams(flags)
    })

  addServerOptions(team.command('show <id>'))
    .description('Show a team with the people in it')
    .addHelpText('after', examples('rolecall team show sales'))
    .action(async (id: string, flags: ServerFlags) => {
      const { showTeam } = await import('../directory/teams.ts')
      await showTeam(id, flags)
    })

  addTeamOptions(team.command('create <id>'))
    .description('Make a team; refused where there is one of that id')
    .addHelpText(
      'after',
      examples('rolecall team create sales --name Sales', 'rolecall team create sales-emea --parent sales'),
    )
    .action(async (id: string, flags: TeamPutFlags) => {
      const { createTeam } = await import('../directory/teams.ts')
      await createTeam(id, flags)
    })

  addTeamOptions(team.command('put <id>'))
    .description('Make a team, or change what is said of one; what is left out stays')
    .option('--no-parent', 'let it belong to none')
    .option('--no-description', 'say nothing of that')
    .addHelpText(
      'after',
      examples('rolecall team put sales --name Sales', 'rolecall team put sales-emea --parent sales'),
    )
    .action(async (id: string, flags: TeamPutFlags) => {
      const { putTeam } = await import('../directory/teams.ts')
      await putTeam(id, flags)
    })

  addServerOptions(team.command('delete <id>'))
    .description('Delete a team with the roles that were given by hand in it; those of the mapping wait for it')
    .addHelpText('after', examples('rolecall team delete sales'))
    .action(async (id: string, flags: ServerFlags) => {
      const { deleteTeam } = await import('../directory/teams.ts')
      await deleteTeam(id, flags)
    })

  addServerOptions(team.command('set-role <id> <email> <role>'))
    .description('Give somebody a role in a team by hand; nobody else is touched')
    .addHelpText('after', examples('rolecall team set-role sales ada@example.com Approver'))
    .action(async (id: string, email: string, role: string, flags: ServerFlags) => {
      const { setTeamRole } = await import('../directory/teams.ts')
      await setTeamRole(id, email, role, flags)
    })

  addServerOptions(team.command('unset-role <id> <email>'))
    .description('Take away what was given by hand; what the mapping gives stays')
    .addHelpText('after', examples('rolecall team unset-role sales ada@example.com'))
    .action(async (id: string, email: string, flags: ServerFlags) => {
      const { setTeamRole } = await import('../directory/teams.ts')
      await setTeamRole(id, email, null, flags)
    })
}

function addTeamOptions(command: Command): Command {
  return addServerOptions(command)
    .option('--name <name>', 'what it is called (default of a new one: its id)')
    .option('--type <type>', 'what kind of team it is')
    .option('--parent <id>', 'the team that it belongs to')
    .option('--description <text>', 'what it is for')
}
