import { useText } from '#pages/panel/text.ts';
import type { Heat } from '#shared/domain/timed/heat.ts';
import type { Distance, Lane } from '#shared/domain/timed/records.ts';
import { type HeatResult, timesOf } from '#shared/domain/timed/results.ts';
import { timeText } from '#shared/reports/heats-csv.ts';
import { LaneActions, type LaneEntries } from './lane-actions.tsx';
import { LaneLaps } from './lane-laps.tsx';

/** A competitor with their time, laps and rank, and what can be entered. */
export function LaneRow({
  lane,
  heat,
  distance,
  result,
  typing,
  ...entries
}: {
  lane: Lane;
  heat: Heat;
  distance: Distance;
  result: HeatResult | null;
  typing: boolean;
} & LaneEntries) {
  const t = useText();
  const { stage } = heat.course;
  const times = timesOf(heat, lane.lane);
  const last = times.at(-1);
  const mark = result?.mark ?? null;
  return (
    <tr>
      <th scope="row">{lane.lane}</th>
      <td className="any-text">
        {lane.bib === '' ? null : <bdi>{lane.bib} </bdi>}
        <bdi>{lane.name}</bdi>
        {lane.club === '' ? null : <bdi className="quiet"> {lane.club}</bdi>}
        {distance.laps > 1 && (stage === 'running' || stage === 'committed') ? (
          <LaneLaps times={times} running={stage === 'running'} />
        ) : null}
      </td>
      <td className="heat-time">
        {mark ?? (last ? timeText(last.ms) : '')}
        {mark === null && last?.typed ? (
          <span className="heat-typed quiet">
            <span aria-hidden="true">✎</span> {t('heats.typed')}
          </span>
        ) : null}
      </td>
      <td>{result?.rank ?? ''}</td>
      <td>
        <LaneActions
          lane={lane}
          stage={stage}
          distance={distance}
          times={times}
          mark={mark}
          typing={typing}
          {...entries}
        />
      </td>
    </tr>
  );
}
