/** The sections of a mapping file that are no rules: the host's own, which no plugin can contribute. */
export const policySections = ['teams', 'limits', 'tests'] as const

export type PolicySection = (typeof policySections)[number]
