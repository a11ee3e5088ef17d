import { toChecks } from '@rolecall/conformance/check'
import type { CheckResult } from '@rolecall/conformance/run-suite'
import { expect, it } from 'vitest'

import { toJUnit } from './to-junit.ts'

const [check] = toChecks({
  name: 'test',
  source: 'RFC 0',
  checks: [{ id: 'one', title: 'it is <one> & "two"', run: async () => {} }],
})

function result(outcome: CheckResult['outcome'], reason: string | null, milliseconds = 1): CheckResult {
  if (check === undefined) throw new Error('no check')
  return { check, outcome, reason, milliseconds, exchanges: [] }
}

it('has a suite for each source, with the reason of what failed or was left out', () => {
  const results = [result('passed', null, 1_234), result('skipped', 'nobody announces it'), result('failed', 'a\nb \0')]
  expect(toJUnit({ results })).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="SCIM conformance" tests="3" failures="1" skipped="1" time="1.236">',
      '  <testsuite name="RFC 0" tests="3" failures="1" skipped="1" time="1.236">',
      '    <testcase classname="RFC 0" name="test/one: it is &lt;one&gt; &amp; &quot;two&quot;" time="1.234"/>',
      '    <testcase classname="RFC 0" name="test/one: it is &lt;one&gt; &amp; &quot;two&quot;" time="0.001">',
      '      <skipped message="nobody announces it"/>',
      '    </testcase>',
      '    <testcase classname="RFC 0" name="test/one: it is &lt;one&gt; &amp; &quot;two&quot;" time="0.001">',
      '      <failure type="must" message="a&#10;b �">test/one (RFC 0, must)',
      'it is &lt;one&gt; &amp; &quot;two&quot;: a',
      'b �</failure>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  )
})

it('has a suite for each profile with a case for each requirement, whose checks are not counted twice', () => {
  const requirement = { id: 'ENT-01', level: 'must', of: 'server', section: '§1', text: 'It is so' } as const
  const judgements = (['met', 'not met', 'not checked'] as const).map((status) => ({
    requirement,
    status,
    checks: [],
    reason: status === 'met' ? null : 'why',
  }))
  expect(toJUnit({ results: [] }, [{ profile: 'entra', judgements }])).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="SCIM conformance" tests="0" failures="0" skipped="0" time="0.000">',
      '  <testsuite name="profile entra" tests="3" failures="1" skipped="1" time="0.000">',
      '    <testcase classname="profile entra" name="ENT-01 (§1): It is so" time="0.000"/>',
      '    <testcase classname="profile entra" name="ENT-01 (§1): It is so" time="0.000">',
      '      <failure type="must" message="why"/>',
      '    </testcase>',
      '    <testcase classname="profile entra" name="ENT-01 (§1): It is so" time="0.000">',
      '      <skipped message="why"/>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  )
})
