import type { GenericSchema } from 'valibot'

import { auditEntrySchema, auditVerdictSchema } from '../audit/audit-schema.ts'
import { apiKeySchema, newApiKeySchema, scopeSchema } from '../api/api-key-schema.ts'
import {
  conditionSchema,
  explainedEffectSchema,
  explainedGrantSchema,
  explanationSchema,
} from '../api/explain-schema.ts'
import { groupDetailSchema, groupGiftSchema, groupMemberSchema, groupSchema } from '../api/group-schema.ts'
import { holdSchema } from '../api/hold-schema.ts'
import { organizationSchema } from '../api/organization-routes.ts'
import {
  findingSchema,
  grantSchema,
  memberDetailSchema,
  memberFactsSchema,
  memberSchema,
} from '../api/member-schema.ts'
import { toldChangeSchema } from '../api/change-schema.ts'
import { dailyCountSchema, noticeSchema, overviewSchema, setupCheckSchema } from '../api/overview-schema.ts'
import { panelContentSchema, panelPartSchema, panelSchema, panelValueSchema } from '../api/panel-schema.ts'
import { pluginSchema } from '../api/plugin-list-routes.ts'
import { providerSchema } from '../api/provider-schema.ts'
import { teamRolesSchema } from '../api/team-role-schema.ts'
import { teamSummarySchema } from '../api/team-schema.ts'
import { verificationSchema } from '../api/verification-schema.ts'
import { deadLetterSchema, newWebhookSchema, receiptSchema, webhookSchema } from '../delivery/webhook-schema.ts'
import {
  appliedSchema,
  checkedSchema,
  diagnosticSchema,
  planEffectSchema,
  planLineSchema,
  plannedRoleSchema,
  planPersonSchema,
  planSchema,
  testReportSchema,
  versionDetailSchema,
  versionSchema,
} from '../mapping/mapping-schema.ts'
import { cataloguePlanSchema, catalogueSchema } from '../catalogue/catalogue-schema.ts'
import { clientCredentialSchema, clientSchema, newClientSchema, newClientSecretSchema } from '../oauth/client-schema.ts'
import { namedThingSchema, storyPartSchema } from '../provisioning-log/story-schema.ts'
import { loggedRequestSchema, requestSummarySchema } from '../provisioning-log/provisioning-log-schema.ts'
import { sessionSchema } from '../session/session-schema.ts'
import { connectionSchema } from '../sso/connection-schema.ts'

/**
 * What the description calls by a name wherever it stands: shapes that clients speak of (the console's types are made
 * of them), and those that contain themselves, which can't be written down otherwise.
 */
export const namedSchemas = {
  ApiKey: apiKeySchema,
  Applied: appliedSchema,
  AuditEvent: auditEntrySchema,
  AuditVerdict: auditVerdictSchema,
  Client: clientSchema,
  Connection: connectionSchema,
  Catalogue: catalogueSchema,
  CataloguePlan: cataloguePlanSchema,
  ClientCredential: clientCredentialSchema,
  Checked: checkedSchema,
  Condition: conditionSchema,
  DeadLetter: deadLetterSchema,
  DailyCount: dailyCountSchema,
  Diagnostic: diagnosticSchema,
  ExplainedEffect: explainedEffectSchema,
  ExplainedGrant: explainedGrantSchema,
  Explanation: explanationSchema,
  Finding: findingSchema,
  Grant: grantSchema,
  Group: groupSchema,
  GroupDetail: groupDetailSchema,
  GroupGift: groupGiftSchema,
  GroupMember: groupMemberSchema,
  Hold: holdSchema,
  LoggedRequest: loggedRequestSchema,
  MappingVersion: versionSchema,
  MappingVersionDetail: versionDetailSchema,
  Member: memberSchema,
  MemberDetail: memberDetailSchema,
  MemberFacts: memberFactsSchema,
  NamedThing: namedThingSchema,
  NewApiKey: newApiKeySchema,
  NewClient: newClientSchema,
  NewClientSecret: newClientSecretSchema,
  NewWebhook: newWebhookSchema,
  Organization: organizationSchema,
  Notice: noticeSchema,
  Overview: overviewSchema,
  Panel: panelSchema,
  PanelContent: panelContentSchema,
  PanelPart: panelPartSchema,
  PanelValue: panelValueSchema,
  Plan: planSchema,
  PlanEffect: planEffectSchema,
  PlanLine: planLineSchema,
  PlanPerson: planPersonSchema,
  PlannedRole: plannedRoleSchema,
  Plugin: pluginSchema,
  Provider: providerSchema,
  Receipt: receiptSchema,
  RequestSummary: requestSummarySchema,
  Scope: scopeSchema,
  Session: sessionSchema,
  SetupCheck: setupCheckSchema,
  StoryPart: storyPartSchema,
  TeamRoles: teamRolesSchema,
  TeamSummary: teamSummarySchema,
  TestReport: testReportSchema,
  ToldChange: toldChangeSchema,
  Verification: verificationSchema,
  Webhook: webhookSchema,
} satisfies Readonly<Record<string, GenericSchema>>
