import type { CursorOptions } from '@rolecall/core/change/operation-context'
import type { NoticeThresholds } from '@rolecall/core/directory/notice'
import type { ResourceTypes } from '@rolecall/core/scim/schema/resource-types'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export type LogLevel = (typeof logLevels)[number]

/** What the commands work with: flags over environment over configuration file over defaults. */
export interface Configuration {
  /** 0 for a free one. */
  readonly port: number
  readonly host: string
  /** How many processes listen on the port. */
  readonly processes: number
  /** `sqlite:PATH`, the path absolute, or `postgres://…`. */
  readonly database: string
  /** Where clients reach the server, without a trailing slash; `null` for the address it listens on. */
  readonly baseUrl: string | null
  readonly logLevel: LogLevel
  /** `null` for the bundled ones. */
  readonly plugins: readonly PluginReference[] | null
  /** How cursors are made; nothing of it for the defaults. */
  readonly cursor: CursorOptions
  /** Those of the RFCs with what the file adds to them. */
  readonly resourceTypes: ResourceTypes
  /** What is kept of the requests of identity providers. */
  readonly provisioningLog: { readonly keepMs: number; readonly bodies: boolean }
  /** How often derived roles are held against the facts. */
  readonly verification: { readonly everyMs: number }
  /** From when on it is told that something waits for somebody. */
  readonly notices: NoticeThresholds
  /** What is sent by OpenTelemetry. */
  readonly telemetry: TelemetrySettings
  /** Places that the server calls though they are not of the Internet. */
  readonly outbound: { readonly allow: readonly string[] }
  /** What client secrets of SSO connections are sealed with; `null` for nothing, and then none can be kept. */
  readonly ssoSecret: string | null
  /** Proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[]
  /** What clients may ask of this server; what is absent has its default. */
  readonly limits: {
    readonly requestsPerSecond?: number | undefined
    readonly connections?: number | undefined
    readonly idleConnections?: number | undefined
  }
  /** The server that `rolecall mapping` speaks to. */
  readonly server: { readonly url: string | null; readonly key: string | null }
  /** The configuration file that was read, absolute; `null` where there is none. */
  readonly file: string | null
}

/** What is sent by OpenTelemetry; where to is said by its own variables. */
export interface TelemetrySettings {
  readonly traces: boolean
  readonly metrics: boolean
  /** Whether spans name the organization. */
  readonly organizations: boolean
}

/** A plugin as the configuration file names it. */
export interface PluginReference {
  /** A bundled plugin's name, `bundled` for all of them, a package, or a path from the configuration file's folder. */
  readonly use: string
  readonly config: unknown
  /** Names that `bundled` does not stand for. */
  readonly without?: readonly string[]
  /** `rolecall.config.yaml:3:5` */
  readonly origin: string
}
