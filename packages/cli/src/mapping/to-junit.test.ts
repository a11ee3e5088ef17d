import { describe, expect, it } from 'vitest'

import { toJUnit } from './to-junit.ts'

describe('toJUnit', () => {
  it('has a suite for each file and a failure with its problems, with every text made safe', () => {
    const passed = { name: 'a <b> & "c"', line: 3, outcome: 'passed', problems: [] } as const
    const failed = { name: "it's \u0001", line: 7, outcome: 'failed', problems: ['one', 'two > 1'] } as const
    const coverage = { rules: 1, covered: 1, uncovered: [] }
    expect(toJUnit([{ file: 'm.yaml', report: { passed: 1, failed: 1, results: [passed, failed], coverage } }])).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<testsuites>',
        '  <testsuite name="m.yaml" tests="2" failures="1">',
        '    <testcase name="a &lt;b&gt; &amp; &quot;c&quot;" classname="m.yaml" file="m.yaml" line="3"/>',
        '    <testcase name="it&apos;s �" classname="m.yaml" file="m.yaml" line="7">',
        '      <failure message="one; two &gt; 1">one\ntwo &gt; 1</failure>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    )
  })
})
