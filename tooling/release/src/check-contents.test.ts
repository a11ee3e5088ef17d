import { describe, expect, it } from 'vitest'

import { checkFiles } from './check-contents.ts'

const whole =
  'package.json README.md LICENSE CHANGELOG.md sbom.cdx.json bin/rolecall.js schema/config.schema.json schema/mapping.schema.json console/index.html docs/index.html docs/_layout.html docs/style.css dist/main.js dist/index.js dist/index.d.ts dist/plugin.js dist/plugin.d.ts dist/testing.js dist/testing.d.ts dist/shared-x.js'.split(
    ' ',
  )

describe('the files of the package', () => {
  it('are enough', () => {
    expect(checkFiles(whole)).toEqual([])
  })

  it('lack nothing', () => {
    expect(checkFiles(whole.filter((file) => file !== 'dist/plugin.d.ts'))).toEqual(['dist/plugin.d.ts is missing'])
  })

  it.each(['dist/main.ts', 'dist/main.js.map', 'src/main.js', 'dist/x.test.js', '.env', 'rolecall.db', '.git/config'])(
    'are not %s',
    (file) => {
      expect(checkFiles([...whole, file])).toEqual([`${file} must not be in it`])
    },
  )
})
