/** An event as the rules speak of it. */
export interface Told {
  readonly seq: number;
  readonly type: string;
  readonly distance: string | null;
  readonly heat: number | null;
}

const sum = (told: readonly Told[]): readonly number[] => told.map(({ seq }) => seq);

/**
 * What a newcomer is sent, read off the whole course of events each time, sentence by sentence of the rules; slow, and
 * without any state that is carried along.
 */
export function wantedBy(all: readonly Told[]): readonly number[] {
  const start = all.findLastIndex(
    ({ type, distance }) => type === 'CompetitionActivatedEvent' && distance === null,
  );
  if (start === -1) return [];
  const since = all.slice(start);
  const own = since.filter(({ distance }) => distance === null);
  const wasEnded = own.some(({ type }) => type === 'CompetitionDeactivatedEvent');
  if (wasEnded) return sum(own);

  const switches = since.filter(({ distance, heat }) => distance !== null && heat === null);
  const activation = switches.findLast(({ type }) => type === 'DistanceActivatedEvent');
  if (!activation) return sum(own);
  const { distance: current } = activation;
  const isOver = switches.some(
    ({ type, distance, seq }) =>
      type === 'DistanceDeactivatedEvent' && distance === current && seq > activation.seq,
  );
  if (isOver) return sum(own);
  // It became current with the first activation behind the last thing that ended it or put another in its place.
  const before = switches.findLast(
    ({ type, distance, seq }) =>
      seq < activation.seq &&
      (type === 'DistanceActivatedEvent'
        ? distance !== current
        : type === 'DistanceDeactivatedEvent' && distance === current),
  );
  const became = switches.find(
    ({ type, distance, seq }) =>
      type === 'DistanceActivatedEvent' && distance === current && seq > (before?.seq ?? 0),
  );
  const ofDistance = switches.filter(({ distance, seq }) => distance === current && seq > activation.seq);

  const ofHeats = since.filter(
    ({ distance, heat, seq }) => distance === current && heat !== null && seq > (became?.seq ?? 0),
  );
  const numbers = new Set(ofHeats.map(({ heat }) => heat));
  const heats = [...numbers].map((number) => {
    const events = ofHeats.filter(({ heat }) => heat === number);
    const at = events.findLastIndex(({ type }) => type === 'HeatActivatedEvent');
    const run = events.slice(Math.max(at, 0));
    const ended = run.findIndex(({ type }) => type === 'HeatDeactivatedEvent');
    const isLive = at !== -1 && ended === -1;
    const committed = run.findLast(({ type }) => type === 'HeatCommittedEvent');
    return { run, isLive, committed };
  });
  const results = heats.flatMap(({ isLive, committed }) => (committed && !isLive ? committed.seq : []));
  const live = heats
    .filter(({ isLive }) => isLive)
    .toSorted((a, b) => (a.run[0]?.seq ?? 0) - (b.run[0]?.seq ?? 0));
  return [
    ...sum(own),
    activation.seq,
    ...sum(ofDistance),
    ...results.toSorted((a, b) => a - b),
    ...live.flatMap(({ run }) => sum(run)),
  ];
}
