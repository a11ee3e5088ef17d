import type { Command } from 'commander'

import type { ConformanceFlags } from '../conformance/conformance-flags.ts'
import { examples } from './examples.ts'

export function registerConformance(program: Command): void {
  program
    .command('conformance')
    .description('Check a SCIM server, this one or another, against the RFCs and what identity providers send')
    .option('--base-url <url>', 'where its SCIM endpoints are, such as https://HOST/api/scim/v2')
    .option('--token <token>', 'its bearer token; ROLECALL_TOKEN keeps it out of the list of processes')
    .option('--client-id <id>', 'an OAuth client that gets its token itself; its own checks are run, too')
    .option('--client-secret <secret>', 'its secret; ROLECALL_CLIENT_SECRET keeps it out of the list of processes')
    .option('--client-key <file>', 'its private key as a JWK, for assertions (RFC 7523)')
    .option('--token-url <url>', 'where it gets its token, where the metadata of the server does not say')
    .option('--only <words...>', 'checks whose id, source or title has one of these: patch, "RFC 7644 §3.7"')
    .option('--provider <names...>', 'of the providers only these: entra, okta, onelogin, google, ping, …')
    .option('--profile <names...>', 'only what rfc, entra, okta, ipsie or interop asks for, requirement by requirement')
    .option('--list', 'say what would be checked, and check nothing')
    .option('--junit <file>', 'write the result as JUnit XML too')
    .option('--summary <file>', 'write the requirements of the profiles as Markdown, for a README')
    .option('--timeout <seconds>', 'how long one answer may take', '30')
    .option('--json', 'the result as JSON on stdout')
    .addHelpText(
      'after',
      `${examples(
        'rolecall conformance --base-url http://127.0.0.1:3000/api/scim/v2',
        'rolecall conformance --base-url https://example.com/scim/v2 --only patch filter --junit report.xml',
        'rolecall conformance --list --provider entra',
        'rolecall conformance --base-url http://127.0.0.1:3000/api/scim/v2 --profile interop --summary interop.md',
        'ROLECALL_CLIENT_SECRET=… rolecall conformance --base-url https://example.com/scim/v2 --client-id ID --profile entra',
      )}

It makes users and groups whose names start with "conformance-", and removes them again.
Exit code 1 if the server fails what it must do; what it should or may do is only reported.`,
    )
    .action(async (flags: ConformanceFlags) => {
      const { runConformance } = await import('../conformance/run-conformance.ts')
      await runConformance(flags)
    })
}
