import * as v from 'valibot'

import { database, httpUrl, port } from '../configuration/configuration-schema.ts'

/** As commander has parsed them. */
export interface InitFlags {
  readonly database?: string
  readonly port?: string
  readonly baseUrl?: string
  readonly ownerGroup?: string
  readonly force?: true
  readonly json?: true
}

/** What `init` writes into the configuration file. */
export interface InitSettings {
  readonly database: string
  readonly port: number
  /** `null` for none yet. */
  readonly baseUrl: string | null
  /** The group whose members own the organization. */
  readonly ownerGroup: string
}

/** Flags first; what they leave open is asked for on a terminal, and has its default elsewhere. */
export async function askForSettings(flags: InitFlags): Promise<InitSettings> {
  const ask = process.stdin.isTTY && process.stdout.isTTY && flags.json !== true ? await loadPrompt() : null
  return {
    database:
      flags.database ??
      (await ask?.('Database (sqlite:PATH or postgres://…)', 'sqlite:rolecall.db', isValid(database))) ??
      'sqlite:rolecall.db',
    port: Number(flags.port ?? (await ask?.('Port', '3000', isPort)) ?? 3000),
    baseUrl:
      flags.baseUrl ??
      ((await ask?.('Public address, such as https://rolecall.example.com (may be empty)', '', isUrlOrEmpty)) || null),
    ownerGroup:
      flags.ownerGroup ??
      (await ask?.(
        'Group whose members own the organization',
        defaultOwnerGroup,
        (text) => text.trim() !== '' || 'a name was expected',
      )) ??
      defaultOwnerGroup,
  }
}

const defaultOwnerGroup = 'rolecall_owners'

type Check = (text: string) => true | string
type Ask = (message: string, preset: string, validate: Check) => Promise<string>

async function loadPrompt(): Promise<Ask> {
  const { input } = await import('@inquirer/prompts')
  return (message, preset, validate) => input({ message, default: preset, validate })
}

function isValid(schema: v.GenericSchema<string>): Check {
  return (text) => {
    const result = v.safeParse(schema, text)
    return result.success || result.issues[0].message
  }
}

function isPort(text: string): true | string {
  const result = v.safeParse(port, text === '' ? Number.NaN : Number(text))
  return result.success || result.issues[0].message
}

function isUrlOrEmpty(text: string): true | string {
  return text === '' || isValid(httpUrl)(text)
}
