import { array } from 'valibot'

import { listVersions, readVersion } from '@rolecall/core/mapping/mapping-versions'
import { NotFound } from '@rolecall/core/scim/errors'

import { pageParameters, parseLimit, toPageAnswer } from '../api/page.ts'
import { versionNumber } from '../route/parameter-schemas.ts'
import { defineRoute, type Route } from '../route/route.ts'
import { mappingPath } from './mapping-path.ts'
import { versionDetailSchema, versionSchema } from './mapping-schema.ts'
import { parseVersion } from './parse-wishes.ts'
import { toUnifiedDiff } from './unified-diff.ts'

const path = `${mappingPath}/versions`

/** Every version of the mapping is kept: who wrote it, when, and what it changed. */
export const versionRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path,
    operationId: 'listMappingVersions',
    summary: 'List the versions of the mapping, newest first',
    scope: 'organization',
    query: pageParameters,
    answers: { 200: { description: 'Versions', schema: array(versionSchema) } },
    async handle(request) {
      const parameters = new URLSearchParams(request.query)
      const limit = parseLimit(parameters.get('limit'))
      const after = parameters.get('after')
      const versions = await listVersions(request.context, after === null ? null : parseVersion(after), limit)
      const last = versions.at(-1)
      return toPageAnswer(request, path, { after, limit }, versions, last && String(last.version))
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${path}/:version`,
    operationId: 'getMappingVersion',
    summary: 'Read a version, with what it changed as a unified diff',
    scope: 'organization',
    query: [
      { name: 'against', description: 'The version to compare with; by default the one before', schema: versionNumber },
    ],
    answers: { 200: { description: 'The version', schema: versionDetailSchema } },
    async handle({ context, parameter, query }) {
      if (!/^[1-9]\d{0,14}$/.test(parameter)) throw new NotFound(`There is no version ${parameter} of the mapping`)
      const against = new URLSearchParams(query).get('against')
      const detail = await readVersion(context, Number(parameter), against === null ? undefined : parseVersion(against))
      const toCompared = ({ text, version: number }: { text: string; version: number }) => ({
        name: `version ${number}`,
        text,
      })
      const diff = toUnifiedDiff(toCompared(detail.against), toCompared(detail))
      return { status: 200, body: { ...detail, against: detail.against.version, diff } }
    },
  }),
]
