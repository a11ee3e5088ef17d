import { testMapping as testMappingOf, type MappingTester } from '@rolecall/testkit/mapping/test-mapping'

import { toPluginEntries, type PluginOptions } from '../plugin-entries.ts'
import { tellAll } from './tell-all.ts'

/** A mapping with the words of the bundled plugins and of these, to ask what it gives to whom, and why; nothing is stored. */
export function testMapping(text: string, options: PluginOptions = {}): Promise<MappingTester> {
  return tellAll(() => testMappingOf(text, toPluginEntries(options)))
}
