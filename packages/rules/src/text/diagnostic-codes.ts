/** What refuses a file. */
export const errorCodes = {
  DUPLICATE_KEY: 'A key stands twice in one mapping of the file.',
  DUPLICATE_RULE: 'Two rules come to the same id.',
  DUPLICATE_TEST: 'Two tests have the same name.',
  EMPTY_CONDITION: 'A condition has no parts, so it says nothing.',
  EMPTY_GRANT: 'A rule gives nothing.',
  EMPTY_TEXT: 'A text is empty where one is needed.',
  FILTER_SYNTAX: 'A condition is no filter of RFC 7644 §3.4.2.2.',
  INVALID_DATE: 'An end is neither a date nor an instant of RFC 3339.',
  INVALID_PATH: 'An attribute path is malformed, or names no attribute that can be compared.',
  INVALID_PATTERN: 'A pattern is no regular expression that can be matched in linear time.',
  INVALID_TEXT: 'A text contains U+0000 or half of a character.',
  INVALID_VALUE: 'The person or group of a test has a value that the schema refuses.',
  KEY_NOT_TEXT: 'A key is something else than a text.',
  MAPPING_TOO_LARGE: 'The file is larger than a mapping may be.',
  MERGE_KEY: 'The merge key << is not part of YAML 1.2; write the keys out.',
  MISSING_KEY: 'A key that is required is missing.',
  MORE_ERRORS: 'The file has more errors than are listed; it says how many.',
  MULTIPLE_DOCUMENTS: 'A second YAML document begins; a mapping is one.',
  NEGATED_GROUP:
    'A negated group holds for every other group of the person; require a group beside it, or deny it of all groups.',
  NOT_JSON: 'The file was sent as JSON and is none.',
  NOT_YAML: 'The file is no YAML.',
  PLUGIN_FAILED:
    'A plugin has failed over this part of the file; its author, or whoever runs the server, has to mend it.',
  PRIVILEGED_WITHOUT_GROUP:
    'A rule gives a privileged role without requiring a group by name or id, or saying that this is meant.',
  TEMPLATE_MISPLACED: 'A text has ${…} in it where nothing can fill it.',
  TEST_EXPECTS_ALL: 'People differ: of all of them a test says what nobody has, with expectNot.',
  TEST_EXPECTS_NOTHING: 'A test says neither what to expect nor what not.',
  TEST_SUBJECT: 'A test is about one person (given) or about all (forAll).',
  TOO_DEEP: 'Lists and mappings are nested deeper than a mapping file needs.',
  TOO_MANY_VALUES: 'Aliases repeat more than a mapping can hold.',
  UNKNOWN_ALIAS: 'An alias has no anchor before it.',
  UNKNOWN_ATTRIBUTE: 'A path names an attribute that the schemas do not have.',
  UNKNOWN_CAPTURE: 'A capture is used that no pattern has.',
  UNKNOWN_FACT: 'A condition names a fact that there is not.',
  UNKNOWN_KEY: 'A key, or a section, is not known here.',
  UNKNOWN_OPERATOR: 'A condition names an operator that there is not.',
  UNKNOWN_TAG: 'A YAML tag is not known here.',
  UNKNOWN_VALUE: 'A value is none of those that are known here.',
  WRONG_TYPE: 'Something else was expected here: a text, a list, a mapping, a number in its range.',
} as const

/** What refuses nothing. */
export const warningCodes = {
  ALREADY_ENDED: 'The end of an entry is over: it gives nothing.',
  EMPTY_MAPPING: 'The file has no section: it takes away every role that the mapping has given.',
  GROUP_CASE: 'A group is called otherwise by case; the entry matches all the same.',
  GROUP_LOOKS_ALIKE: 'Another group differs from the name only by characters that are not seen.',
  MORE_WARNINGS: 'There are more warnings than are listed; it says how many.',
  OWNER_GROUP_MISSING:
    'A group that would give Owner does not exist yet; whoever creates it decides who becomes owner.',
  SHADOWED_ENTRY: 'A group gives a higher role for the same place, so this one is never shown.',
  UNKNOWN_GROUP: 'There is no such group yet: the entry waits for it, a test says nothing by it.',
  UNKNOWN_GROUP_ID: 'There is no group of this id.',
  UNKNOWN_ROLE: 'The catalogue has no such role yet: the entry waits for it, a test says nothing by it.',
  UNKNOWN_TEAM: 'There is no such team yet: the entry waits for it, a test says nothing by it.',
} as const

/** What each code that is reported about a mapping means; those of a section's own are declared by its plugin. */
export const diagnosticCodes = { ...errorCodes, ...warningCodes } as const

/** A code of the rules themselves. */
export type DiagnosticCode = keyof typeof diagnosticCodes
export type ErrorCode = keyof typeof errorCodes
