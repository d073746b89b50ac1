import { useEffect, useState } from 'react';
import { useText } from '#pages/panel/text.ts';
import { type Heat, startOf } from '#shared/domain/timed/heat.ts';
import { type Distance, HeatMark, type Lane, type TimedEvent } from '#shared/domain/timed/records.ts';
import { resultsOf, timesOf } from '#shared/domain/timed/results.ts';
import { timeText } from '#shared/reports/heats-csv.ts';
import { useHub, useNow } from '#ui/hub.tsx';
import { newUlid } from '#ui/ulid.ts';
import { HeatSteps } from './heat-steps.tsx';
import { LaneRow } from './lane-row.tsx';
import { StageMark } from './stage-mark.tsx';
import { type TypedTime, TypedTimeForm } from './typed-time-form.tsx';
import { useDeskFocus } from './use-desk-focus.ts';

/** Not in a list of DNS, DNF and DSQ: whoever has just chosen there goes on taking times. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (/^(INPUT|TEXTAREA)$/.test(target.tagName) || target.closest('.typed-time') !== null);

/** One heat: called to the start, started, timed lane by lane, made official. */
export function HeatDesk({
  heat,
  distance,
  enter,
}: {
  heat: Heat;
  distance: Distance;
  enter: (entry: TimedEvent) => void;
}) {
  const t = useText();
  const hub = useHub();
  const { stage } = heat.course;
  const id = heat.plan.id;
  const startedAt = startOf(heat);
  const results = resultsOf(heat, distance);
  const take = (lane: number): void => {
    if (stage !== 'running' || startedAt === null) return;
    const has = timesOf(heat, lane).length;
    if (has >= distance.laps || heat.marks[lane]) return;
    enter({ type: 'reading', heat: id, key: newUlid(), lane, ms: Math.max(0, hub.now() - startedAt) });
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.repeat || isTyping(event.target) || event.altKey || event.ctrlKey || event.metaKey) return;
      const lane = /^Digit(\d)$|^Numpad(\d)$/.exec(event.code);
      if (!lane) return;
      event.preventDefault();
      take(Number(lane[1] ?? lane[2]));
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
  const { desk, heading } = useDeskFocus(stage);
  const [typing, setTyping] = useState<number | null>(null);
  const [typedNow, setTypedNow] = useState('');
  // A form that was left open doesn't come back with the next start: it would take the keys that take times.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the stage is another one
  useEffect(() => setTyping(null), [stage]);
  const typingLane = stage === 'running' ? heat.plan.lanes.find(({ lane }) => lane === typing) : undefined;
  /** Back to the button that opened the form. */
  const stopTyping = (): void => {
    setTyping(null);
    desk.current?.querySelector<HTMLElement>(`[data-types-lane="${typing}"]`)?.focus();
  };
  const saveTyped = (lane: Lane, { ms, replaces }: TypedTime): void => {
    const instead = replaces ? { replaces: replaces.key } : {};
    enter({ type: 'reading', heat: id, key: newUlid(), lane: lane.lane, ms, typed: true, ...instead });
    setTypedNow(t('heats.typedNow', { name: lane.name, time: timeText(ms) }));
    stopTyping();
  };
  const lanes = stage === 'committed' ? results.map((line) => line.lane) : heat.plan.lanes;
  const allDone = results.every(({ ms, mark }) => ms !== null || mark !== null);
  return (
    <section ref={desk} className="heat-desk" aria-label={`${distance.name}, ${t('heats.heat', heat.plan)}`}>
      <div className="heat-title">
        <h2 ref={heading} tabIndex={-1}>
          <bdi>{distance.name}</bdi> · {t('heats.heat', heat.plan)}
        </h2>
        <StageMark heat={heat} />
      </div>
      <Clock startedAt={stage === 'running' ? startedAt : null} />
      <table className="table" data-stage={stage}>
        <thead>
          <tr>
            <th scope="col">{t('heats.lane')}</th>
            <th scope="col">{t('heats.name')}</th>
            <th scope="col">{t('heats.time')}</th>
            <th scope="col">{t('heats.rank')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('heats.entries')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <LaneRow
              key={lane.lane}
              lane={lane}
              heat={heat}
              distance={distance}
              result={results.find((line) => line.lane.lane === lane.lane) ?? null}
              onTake={() => take(lane.lane)}
              typing={lane.lane === typingLane?.lane}
              onType={() => setTyping(lane.lane)}
              onVoid={(key) => enter({ type: 'void', heat: id, key })}
              onMark={(word) => {
                const mark = HeatMark.safeParse(word);
                enter({ type: 'mark', heat: id, lane: lane.lane, mark: mark.success ? mark.data : null });
              }}
            />
          ))}
        </tbody>
      </table>
      {/* Below the lanes: their buttons stay where they are under a finger. */}
      {typingLane ? (
        <TypedTimeForm
          key={typingLane.lane}
          lane={typingLane}
          times={timesOf(heat, typingLane.lane)}
          distance={distance}
          onSave={(typed) => saveTyped(typingLane, typed)}
          onCancel={stopTyping}
        />
      ) : null}
      <p className="visually-hidden" role="status">
        {typedNow}
      </p>
      <div className="buttons">
        <HeatSteps heat={heat} allDone={allDone} enter={enter} />
      </div>
      <p className="field-hint">
        {stage === 'running' && !allDone ? t('heats.openLanes') : t(`heats.hint.${stage}`)}
      </p>
    </section>
  );
}

/** The running clock in tenths: finer ones can't be read anyway. */
function Clock({ startedAt }: { startedAt: number | null }) {
  const now = useNow(startedAt === null ? 0 : 100);
  if (startedAt === null) return null;
  return (
    <p className="heat-clock" role="timer" aria-live="off">
      {timeText(Math.max(0, now - startedAt)).slice(0, -1)}
    </p>
  );
}
