export const editorText = {
  mappingYaml: 'Mapping (YAML)',
} as const
