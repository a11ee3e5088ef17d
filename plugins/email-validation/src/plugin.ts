import { definePlugin } from '@rolecall/core/plugin/plugin'
import { config } from './config.ts'
import { toEmailValidation } from './email-validation-section.ts'
import { equalIgnoringCase } from './equal-ignoring-case.ts'

/** Decides whether a member's e-mail address counts as validated: the section `emailValidation`. */
export const emailValidation = definePlugin({
  name: 'email-validation',
  apiVersion: 1,
  config,
  setup: ({ equal }) => ({ mappings: [toEmailValidation(equal)], operators: [equalIgnoringCase] }),
})
