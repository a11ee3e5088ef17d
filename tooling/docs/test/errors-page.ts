import { STATUS_CODES } from 'node:http'

import { conflictCodes } from '@rolecall/core/directory/conflict-codes'
import { findingCodes } from '@rolecall/core/directory/finding'
import { noticeCodes } from '@rolecall/core/directory/notice'
import { planObstacles } from '@rolecall/core/directory/plan'
import { defaultLimits } from '@rolecall/core/host/default-limits'
import type { MappingKind } from '@rolecall/core/plugin/mapping-kind'
import * as scimErrors from '@rolecall/core/scim/errors'
import { scimTypes } from '@rolecall/core/scim/scim-types'
import { errorCodes, warningCodes } from '@rolecall/rules/text/diagnostic-codes'
import { problemCodes } from '@rolecall/server/error/problem-codes'
import { signInReasons } from '@rolecall/server/sso/sign-in-reasons'
import { exitCode } from 'rolecall/output/exit-code'
import { exitMeanings } from 'rolecall/output/exit-meanings'

import { markdownTable } from './markdown-table.ts'

/** `docs/errors.md` */
export function errorsPage(sections: readonly MappingKind[]): string {
  return [
    '# Codes of errors',
    'Every code that a client, an author of a mapping or an operator may meet. Codes are stable; the sentence beside them in an answer says more, and may change. This page is made of the tables in the code.',
    '## SCIM',
    'The endpoints below `/scim/v2` answer in the form of RFC 7644 §3.12, where `scimType` is the code.',
    markdownTable(['`scimType`', 'status', 'what it means'], scimRows()),
    `Without a \`scimType\`: ${statusesWithoutType()}. 500 is a failure of the server or of a plugin, 503 a database that is busy or away, with \`Retry-After\`; nothing of the request was done.`,
    '## The management API',
    'The endpoints below `/api` answer a problem (RFC 9457), where `code` is the code. Every other refusal is the status with a `detail`, and with `issues` or `diagnostics` where there are several.',
    markdownTable(['`code`', 'status', 'what it means'], problemRows()),
    '## The mapping',
    'What `rolecall mapping check` and the API say of a mapping file, with line and column. An `error` refuses the file, a `warning` does not.',
    diagnosticsTable(),
    ...sectionTables(sections),
    'What a plan says under `errors`, where an apply of it would be refused:',
    markdownTable(['code', 'what it means'], toRows(planObstacles)),
    '## Findings',
    'What is odd about what the provider sends, at a person (`GET /api/organization/members/{email}`) or at a group (`GET /api/groups/{id}`), in the console and in `rolecall doctor`; nothing was refused for it.',
    markdownTable(['code', 'what it means'], toRows(findingCodes)),
    ...sections.flatMap(({ findings = {}, section }) => ofSection(section, findings)),
    '## Notices',
    'What waits for somebody: `code` of the events `NoticeRaised` and `NoticeCleared`, of `notices` in `GET /api/overview`, and of the metric `rolecall_notices`. [Observability](observability.md#notices) says what to do.',
    markdownTable(['code', 'what it means'], toRows(noticeCodes)),
    '## The command line',
    markdownTable(
      ['exit code', 'what it means'],
      Object.entries(exitMeanings).map(([name, meaning]) => [exitCode[name as keyof typeof exitCode], meaning]),
    ),
    '## Plugins',
    'A failure of a plugin is `plugin NAME, WHERE: what is wrong`, in the log and on the command line. [Hook points](hooks.md) has those of hooks.',
    markdownTable(
      ['where', 'time limit', 'what happens'],
      [
        ['the configuration, contributions that do not go together', '', 'the server does not start; exit code 78'],
        ['`setup`', `${defaultLimits.setup} ms`, 'the server does not start; what was set up is closed; exit code 1'],
        ['a hook point', `${defaultLimits.hook} ms inside a transaction`, 'see there'],
        [
          '`rule ID`, `fact NAME`, `operator NAME`',
          '',
          'what the rule gave the person stays, and `RuleFailed` says why',
        ],
        ['`panel NAME`, `route METHOD PATH`', `${defaultLimits.answer} ms`, '500 with the code `PLUGIN_FAILED`'],
        ['`close`', `${defaultLimits.setup} ms`, 'logged; the others are closed'],
      ],
    ),
  ]
    .map((part) => part.trimEnd())
    .join('\n\n')
    .concat('\n')
}

/** Every code of the rules, of every section. */
export function diagnosticsTable(): string {
  const rows = (codes: Readonly<Record<string, string>>, severity: string) =>
    toRows(codes).map(([code = '', meaning = '']) => [code, severity, meaning])
  return markdownTable(
    ['code', 'severity', 'what it means'],
    [...rows(errorCodes, 'error'), ...rows(warningCodes, 'warning')],
  )
}

/** A table for each section that reports codes of its own. */
export function sectionTables(sections: readonly MappingKind[]): readonly string[] {
  return sections.flatMap(({ diagnostics = {}, section }) => ofSection(section, diagnostics))
}

function ofSection(section: string, codes: Readonly<Record<string, string>>): readonly string[] {
  if (Object.keys(codes).length === 0) return []
  return [`Of the section \`${section}\` alone:`, markdownTable(['code', 'what it means'], toRows(codes))]
}

/** One error of each class. */
const thrown = Object.values(scimErrors)
  .filter((value) => typeof value === 'function' && value !== scimErrors.ScimError)
  .map((value) => new (value as new (detail: string, position: number) => scimErrors.ScimError)('', 0))

function scimRows() {
  return Object.entries(scimTypes).map(([type, meaning]) => {
    const { status } = thrown.find(({ scimType }) => scimType === type) ?? {}
    if (status === undefined) throw new Error(`no error has the scimType ${type}`)
    return [`\`${type}\``, status, meaning]
  })
}

function statusesWithoutType(): string {
  const statuses = thrown.filter(({ scimType }) => scimType === undefined).map(({ status }) => status)
  return [...new Set(statuses)]
    .sort((a, b) => a - b)
    .map((status) => `${status} ${STATUS_CODES[status]}`)
    .join(', ')
}

function problemRows() {
  return [
    ...toRows(conflictCodes).map(([code = '', meaning = '']) => [code, 409, meaning] as const),
    ...[...Object.entries(problemCodes), ...Object.entries(signInReasons)].map(
      ([code, [status, meaning]]) => [`\`${code}\``, status, meaning.endsWith('.') ? meaning : `${meaning}.`] as const,
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
}

function toRows(table: Readonly<Record<string, string>>): string[][] {
  return Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, meaning]) => [`\`${code}\``, meaning])
}
