import { useRef } from 'react';
import { useText } from '#pages/panel/text.ts';
import type { HeatCourse, Reading } from '#shared/domain/timed/heat.ts';
import { type Distance, HeatMark, type Lane } from '#shared/domain/timed/records.ts';
import { timeText } from '#shared/reports/heats-csv.ts';
import { Button } from '#ui/button.tsx';

/** What can be entered of a competitor. */
export interface LaneEntries {
  /** Takes the time now. */
  readonly onTake: () => void;
  readonly onVoid: (key: string) => void;
  /** Opens the form for a time from another watch. */
  readonly onType: () => void;
  readonly onMark: (word: string) => void;
}

/** The buttons of a competitor: their time now, the way back, a time from another watch, why they have none. */
export function LaneActions({
  lane,
  stage,
  distance,
  times,
  mark,
  typing,
  onTake,
  onVoid,
  onType,
  onMark,
}: {
  lane: Lane;
  stage: HeatCourse['stage'];
  distance: Distance;
  /** Those that count, earliest first. */
  times: readonly Reading[];
  mark: HeatMark | null;
  /** The form for a typed time is open for this competitor. */
  typing: boolean;
} & LaneEntries) {
  const t = useText();
  const pressed = useRef(false);
  const last = times.at(-1);
  const running = stage === 'running';
  const lap = Math.min(times.length + 1, distance.laps);
  const word = distance.laps > 1 ? t('heats.lap', { lap, laps: distance.laps }) : t('heats.stop');
  return (
    <div className="lane-actions" data-stage={stage}>
      {running ? (
        <>
          <Button
            className="heat-stop"
            disabled={times.length >= distance.laps || mark !== null}
            aria-label={`${word}: ${lane.name}`}
            // On pressing, not on release: a hand is slow enough as it is.
            onPointerDown={(event) => {
              if (event.button !== 0) return;
              pressed.current = true;
              onTake();
            }}
            onKeyDown={(event) => {
              // A finger that slid away was no click: what it pressed is no reason to ignore a key.
              pressed.current = false;
              // A key that is held would take lap after lap.
              if (event.repeat) event.preventDefault();
            }}
            onClick={() => {
              if (!pressed.current) onTake();
              pressed.current = false;
            }}
          >
            {word}
          </Button>
          {/* Its place is kept free, so that nothing moves under a finger. */}
          <span>
            {last ? (
              <Button onClick={() => onVoid(last.key)}>{t('heats.undo', { time: timeText(last.ms) })}</Button>
            ) : null}
          </span>
          <Button
            className="heat-type"
            data-types-lane={lane.lane}
            disabled={mark !== null}
            aria-expanded={typing}
            aria-label={t('heats.typeOf', { name: lane.name })}
            title={t('heats.typeOf', { name: lane.name })}
            onClick={onType}
          >
            ✎
          </Button>
        </>
      ) : null}
      {running || stage === 'active' ? (
        <select
          aria-label={t('heats.markOf', { name: lane.name })}
          value={mark ?? ''}
          onChange={(event) => onMark(event.target.value)}
        >
          <option value="">–</option>
          {HeatMark.options.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
