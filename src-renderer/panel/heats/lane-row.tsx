import { useRef } from 'react';
import { useText } from '#pages/panel/text.ts';
import type { Heat } from '#shared/domain/timed/heat.ts';
import { type Distance, HeatMark, type Lane } from '#shared/domain/timed/records.ts';
import { type HeatResult, timesOf } from '#shared/domain/timed/results.ts';
import { timeText } from '#shared/reports/heats-csv.ts';
import { Button } from '#ui/button.tsx';

/** A competitor: the button that takes their time, the way back, and why they have none. */
export function LaneRow({
  lane,
  heat,
  distance,
  result,
  onTake,
  onVoid,
  onMark,
}: {
  lane: Lane;
  heat: Heat;
  distance: Distance;
  result: HeatResult | null;
  onTake: () => void;
  onVoid: (key: string) => void;
  onMark: (word: string) => void;
}) {
  const t = useText();
  const pressed = useRef(false);
  const { stage } = heat.course;
  const times = timesOf(heat, lane.lane);
  const last = times.at(-1);
  const running = stage === 'running';
  const open = running && times.length < distance.laps && !result?.mark;
  const lap = Math.min(times.length + 1, distance.laps);
  const word = distance.laps > 1 ? t('heats.lap', { lap, laps: distance.laps }) : t('heats.stop');
  return (
    <tr>
      <th scope="row">{lane.lane}</th>
      <td className="any-text">
        {lane.bib === '' ? null : <bdi>{lane.bib} </bdi>}
        <bdi>{lane.name}</bdi>
        {lane.club === '' ? null : <bdi className="quiet"> {lane.club}</bdi>}
      </td>
      <td className="heat-time">{result?.mark ?? (last ? timeText(last.ms) : '')}</td>
      <td>{result?.rank ?? ''}</td>
      <td>
        <div className="lane-actions" data-stage={stage}>
          {running ? (
            <Button
              className="heat-stop"
              disabled={!open}
              aria-label={`${word}: ${lane.name}`}
              // On pressing, not on release: a hand is slow enough as it is.
              onPointerDown={() => {
                pressed.current = true;
                onTake();
              }}
              onClick={() => {
                if (!pressed.current) onTake();
                pressed.current = false;
              }}
            >
              {word}
            </Button>
          ) : null}
          {running ? (
            // Its place is kept free, so that nothing moves under a finger.
            <span>
              {last ? (
                <Button onClick={() => onVoid(last.key)}>
                  {t('heats.undo', { time: timeText(last.ms) })}
                </Button>
              ) : null}
            </span>
          ) : null}
          {running || stage === 'active' ? (
            <select
              aria-label={t('heats.markOf', { name: lane.name })}
              value={result?.mark ?? ''}
              onChange={(event) => onMark(event.target.value)}
            >
              <option value="">–</option>
              {HeatMark.options.map((mark) => (
                <option key={mark} value={mark}>
                  {mark}
                </option>
              ))}
            </select>
          ) : null}
        </div>
      </td>
    </tr>
  );
}
