import { useText } from '#pages/panel/text.ts';
import type { CompetitionsStatus } from '#shared/protocol/clients.ts';

/** Live heats: round and number, and whether the clock runs. */
export function Heats({ heats }: { heats: CompetitionsStatus['competitions'][number]['heats'] }) {
  const t = useText();
  return (
    <ul className="live-heats">
      {heats.map(({ round, number, started }) => (
        <li key={`${round}.${number}`} className={started ? 'here' : ''}>
          {started ? '●' : '◔'} {t('competitions.heat', { round, number })}{' '}
          {started ? t('competitions.started') : t('competitions.waits')}
        </li>
      ))}
    </ul>
  );
}
