import { useEffect, useRef } from 'preact/hooks'

import { settingsPlaces, settingsText as text } from '../../text/settings-text.tsx'
import { usePlace } from '../../use-place.ts'

/** The pages of the settings, above each of them. */
export function SettingsNav() {
  const { path } = usePlace()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    // On a phone the row is longer than the page: where one is comes into sight.
    const show = (): void => {
      const here = list.current?.querySelector<HTMLElement>('[aria-current]')
      if (here && list.current)
        list.current.scrollLeft = here.offsetLeft - list.current.offsetLeft - list.current.clientWidth / 3
    }
    show()
    addEventListener('resize', show)
    return () => removeEventListener('resize', show)
  }, [path])
  return (
    <nav class="tabs" aria-label={text.settings}>
      <ul ref={list}>
        {settingsPlaces.map(([href, title]) => (
          <li key={href}>
            <a href={href} aria-current={path === href ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
