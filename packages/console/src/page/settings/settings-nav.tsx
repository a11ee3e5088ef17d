import { usePlace } from '../../use-place.ts'
import { settingsPlaces, settingsText as text } from '../../text/settings-text.tsx'

/** The pages of the settings, above each of them. */
export function SettingsNav() {
  const { path } = usePlace()
  return (
    <nav class="tabs" aria-label={text.settings}>
      <ul>
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
