import { boolean, strictObject } from 'valibot'

import { putSettings, readSettings } from '@rolecall/core/organization/settings'

import { defineRoute, type Route } from '../route/route.ts'
import { jsonBody } from './json-body.ts'

const path = '/api/settings/organization'
const settingsSchema = strictObject({ userNameMutable: boolean() })
const settings = { description: 'The settings', schema: settingsSchema }

/** What the organization decides for itself. */
export const settingsRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'getOrganizationSettings',
    summary: 'Read the settings of the organization',
    scope: 'organization_read',
    answers: { 200: settings },
    async handle({ context }) {
      return { status: 200, body: await readSettings(context) }
    },
  }),
  defineRoute({
    method: 'PUT',
    path,
    operationId: 'replaceOrganizationSettings',
    summary: 'Replace the settings of the organization',
    scope: 'organization',
    body: jsonBody(settingsSchema),
    answers: { 200: settings },
    async handle({ context, body }) {
      return { status: 200, body: await putSettings(context, body) }
    },
  }),
]
