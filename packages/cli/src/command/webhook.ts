import type { Command } from 'commander'

import type { ReplayFlags, WebhookCreateFlags, WebhookFlags } from '../operator/webhooks.ts'
import { addDatabaseOptions } from './database-options.ts'
import { examples } from './examples.ts'

export function registerWebhook(program: Command): void {
  const webhook = program
    .command('webhook')
    .description('Webhooks: where a running server posts events to, signed')
    .addHelpText(
      'after',
      examples('rolecall webhook create https://product.example.com/rolecall', 'rolecall webhook list'),
    )

  addWebhookOptions(webhook.command('create <url>'))
    .description('Make a webhook and show its secret once; it gets what happens from now on')
    .option('--name <name>', 'what it is for')
    .option('--type <type>', 'a type of event that it gets, again for more (default: all)', collect)
    .addHelpText(
      'after',
      examples('rolecall webhook create https://product.example.com/rolecall --type RoleGranted --type RoleRevoked'),
    )
    .action(async (url: string, flags: WebhookCreateFlags) => {
      const { createNewWebhook } = await import('../operator/webhooks.ts')
      await createNewWebhook(url, flags)
    })

  addWebhookOptions(webhook.command('list'))
    .description('List the webhooks of an organization and how far each is; never their secrets')
    .addHelpText('after', examples('rolecall webhook list', 'rolecall webhook list --organization "Acme GmbH" --json'))
    .action(async (flags: WebhookFlags) => {
      const { listAllWebhooks } = await import('../operator/webhooks.ts')
      await listAllWebhooks(flags)
    })

  addWebhookOptions(webhook.command('pause <id>'))
    .description('Deliver nothing for a while; events wait in the log')
    .addHelpText('after', examples('rolecall webhook pause WEBHOOK_ID'))
    .action(async (id: string, flags: WebhookFlags) => {
      const { setWebhookState } = await import('../operator/webhooks.ts')
      await setWebhookState(id, 'paused', flags)
    })

  addWebhookOptions(webhook.command('resume <id>'))
    .description('Deliver again, after a pause or after the server has switched it off; with what has come meanwhile')
    .addHelpText('after', examples('rolecall webhook resume WEBHOOK_ID'))
    .action(async (id: string, flags: WebhookFlags) => {
      const { setWebhookState } = await import('../operator/webhooks.ts')
      await setWebhookState(id, 'on', flags)
    })

  addWebhookOptions(webhook.command('rotate <id>'))
    .description('Give a webhook a new secret, shown once; the one that it has signs beside it for a day')
    .addHelpText('after', examples('rolecall webhook rotate WEBHOOK_ID'))
    .action(async (id: string, flags: WebhookFlags) => {
      const { rotateOneWebhook } = await import('../operator/webhooks.ts')
      await rotateOneWebhook(id, flags)
    })

  addWebhookOptions(webhook.command('replay <id>'))
    .description('Deliver again from an event on, with the same ids')
    .option('--from <event>', 'the id of the first event (default: the first there is)')
    .addHelpText('after', examples('rolecall webhook replay WEBHOOK_ID --from 1203-0'))
    .action(async (id: string, flags: ReplayFlags) => {
      const { replayWebhook } = await import('../operator/webhooks.ts')
      await replayWebhook(id, flags)
    })

  addWebhookOptions(webhook.command('delete <id>'))
    .description('Delete a webhook; nothing more is delivered to it')
    .addHelpText('after', examples('rolecall webhook delete WEBHOOK_ID'))
    .action(async (id: string, flags: WebhookFlags) => {
      const { deleteWebhook } = await import('../operator/webhooks.ts')
      await deleteWebhook(id, flags)
    })
}

function addWebhookOptions(command: Command): Command {
  return addDatabaseOptions(command).option('--organization <id>', 'its id or name (default: the only one)')
}

function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value]
}
