import type { Command } from 'commander'

import type { MemberListFlags } from '../directory/members.ts'
import { examples } from './examples.ts'
import { addServerOptions, type ServerFlags } from './server-options.ts'

export function registerMember(program: Command): void {
  const member = program
    .command('member')
    .description('The people of the organization, and the roles that they are given by hand')
    .addHelpText('after', examples('rolecall member list', 'rolecall member show ada@example.com'))

  addServerOptions(member.command('list'))
    .description('List people with their roles in force')
    .option('--search <text>', 'only whose e-mail address or name contains it')
    .option('--team <id>', 'only to whom something gives a role in this team')
    .option('--active', 'only active people')
    .option('--no-active', 'only inactive ones')
    .option('--all', 'everybody, and not only the first hundred')
    .addHelpText('after', examples('rolecall member list', 'rolecall member list --team sales --active --json'))
    .action(async (flags: MemberListFlags) => {
      const { printMembers } = await import('../directory/members.ts')
      await printMembers(flags)
    })

  addServerOptions(member.command('show <email>'))
    .description('Show a person, and everything that gives a role or would')
    .addHelpText('after', examples('rolecall member show ada@example.com'))
    .action(async (email: string, flags: ServerFlags) => {
      const { showMember } = await import('../directory/members.ts')
      await showMember(email, flags)
    })

  addServerOptions(member.command('set-role <email> <role>'))
    .description('Give a role in the organization by hand; whoever is no member yet is invited')
    .addHelpText('after', examples('rolecall member set-role ada@example.com Owner'))
    .action(async (email: string, role: string, flags: ServerFlags) => {
      const { setMemberRole } = await import('../directory/members.ts')
      await setMemberRole(email, role, flags)
    })

  addServerOptions(member.command('unset-role <email>'))
    .description('Take away the role that was given by hand; those of the mapping stay')
    .addHelpText('after', examples('rolecall member unset-role ada@example.com'))
    .action(async (email: string, flags: ServerFlags) => {
      const { setMemberRole } = await import('../directory/members.ts')
      await setMemberRole(email, null, flags)
    })
}
