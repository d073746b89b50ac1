import { usePanel } from '#pages/panel/panel-context.tsx';
import { formatRoute, screens, startRoute } from '#pages/panel/routing.ts';
import { useText } from '#pages/panel/text.ts';

/** The panel's screens, always there. Links, so that each opens in a tab of its own too. */
export function Rail() {
  const t = useText();
  const { route } = usePanel();
  return (
    <nav className="rail" aria-label={t('panel')}>
      <ul>
        {screens.map((screen) => (
          <li key={screen}>
            <a
              href={formatRoute({ ...startRoute, tournament: route.tournament, screen })}
              aria-current={route.screen === screen ? 'page' : undefined}
            >
              {t(`screen.${screen}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
