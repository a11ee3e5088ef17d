import { Command } from 'commander'

import { registerAudit } from './command/audit.ts'
import { registerBackup } from './command/backup.ts'
import { registerBreakGlass } from './command/break-glass.ts'
import { registerCatalogue } from './command/catalogue.ts'
import { registerClient } from './command/client.ts'
import { registerConformance } from './command/conformance.ts'
import { registerConnection } from './command/connection.ts'
import { registerDemo } from './command/demo.ts'
import { registerDoctor } from './command/doctor.ts'
import { registerExplain } from './command/explain.ts'
import { registerHold } from './command/hold.ts'
import { registerInit } from './command/init.ts'
import { registerWebhook } from './command/webhook.ts'
import { registerKey } from './command/key.ts'
import { registerLink } from './command/link.ts'
import { registerLog } from './command/log.ts'
import { registerMapping } from './command/mapping.ts'
import { registerMember } from './command/member.ts'
import { registerMigrate } from './command/migrate.ts'
import { registerOrganization } from './command/organization.ts'
import { registerPlatformKey } from './command/platform-key.ts'
import { registerPlugin } from './command/plugin.ts'
import { registerRecoverOwner } from './command/recover-owner.ts'
import { registerRestore } from './command/restore.ts'
import { registerServe } from './command/serve.ts'
import { registerTeam } from './command/team.ts'
import { registerVerify } from './command/verify.ts'
import { packageVersion } from './package-version.ts'

/** The command line. What a command does is imported when it is called: `--help` and `serve` stay quick. */
export function createProgram(): Command {
  const program = new Command('rolecall')
    .description('SCIM 2.0 service provider that turns users and groups into members, teams and roles')
    .version(packageVersion())
    // What stands behind a command is the command's own: `mapping plan --version 3` asks for a version of the mapping.
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ rolecall demo\n  $ rolecall init\n  $ rolecall serve\n  $ rolecall mapping check mapping.yaml',
    )
  registerServe(program)
  registerDemo(program)
  registerInit(program)
  registerMigrate(program)
  registerOrganization(program)
  registerPlatformKey(program)
  registerKey(program)
  registerLink(program)
  registerClient(program)
  registerWebhook(program)
  registerConnection(program)
  registerMapping(program)
  registerCatalogue(program)
  registerPlugin(program)
  registerMember(program)
  registerTeam(program)
  registerHold(program)
  registerExplain(program)
  registerVerify(program)
  registerAudit(program)
  registerDoctor(program)
  registerBackup(program)
  registerRestore(program)
  registerRecoverOwner(program)
  registerBreakGlass(program)
  registerLog(program)
  registerConformance(program)
  return program
}
