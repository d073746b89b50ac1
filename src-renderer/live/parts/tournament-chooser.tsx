import { useText } from '#pages/live/text/live-text.ts';
import type { TournamentId } from '#shared/domain/ids.ts';
import type { TournamentLine } from '#shared/protocol/down.ts';

/** Every tournament on this hub, the open ones first. */
export function TournamentChooser({
  lines,
  onChoose,
}: {
  lines: readonly TournamentLine[];
  onChoose: (id: TournamentId) => void;
}) {
  const t = useText();
  const isClosed = (line: TournamentLine): number => (line.status === 'closed' ? 1 : 0);
  const sorted = [...lines].sort((a, b) => isClosed(a) - isClosed(b) || b.startsOn.localeCompare(a.startsOn));
  return (
    <>
      <h1 className="alone-title">{t('tournament.choose')}</h1>
      <ul className="chooser">
        {sorted.map((line) => (
          <li key={line.id}>
            <button type="button" className="chooser-line" onClick={() => onChoose(line.id)}>
              <strong>{line.name}</strong>
              <span className="quiet">
                {line.startsOn}
                {line.status === 'closed' && ` · ${t('tournament.closed')}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
