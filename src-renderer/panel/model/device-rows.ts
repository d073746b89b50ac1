import type { DeviceId } from '#shared/domain/ids.ts';
import type { PeopleState } from '#shared/domain/people/people.ts';
import type { TournamentState } from '#shared/domain/tournament/state.ts';
import type { HubStatus, Presence } from '#shared/protocol/down.ts';

/** A phone, board or program as a line of the list. */
export interface DeviceRow {
  readonly key: string;
  /** Null for programs without an id; those can't be shut out. */
  readonly device: DeviceId | null;
  readonly name: string;
  readonly client: Presence['client'];
  /** Null: admitted, but not seen since the hub started. */
  readonly presence: Presence | null;
  /** Number of the match that it shows. */
  readonly match: number | null;
  readonly revocable: boolean;
}

/**
 * Everything that is or was connected, and phones that were admitted and haven't been seen: those that need somebody
 * first (taps wait on a lost phone), then lost ones, then connected ones, panels last, by name.
 */
export function deviceRows(
  tournament: TournamentState,
  hub: Pick<HubStatus, 'devices'>,
  people: Pick<PeopleState, 'devices'> | null,
): readonly DeviceRow[] {
  const admitted = Object.values(people?.devices ?? {}).filter(
    (device) => device.tournament === tournament.id && !device.revoked,
  );
  const byDevice = new Map(admitted.map((device) => [device.id, device]));
  const present = hub.devices.map((presence): DeviceRow => {
    const known = presence.device === null ? undefined : byDevice.get(presence.device);
    const official = presence.official === null ? undefined : tournament.officials[presence.official];
    return {
      key: presence.connection,
      device: presence.device,
      name: official?.name ?? presence.name,
      client: presence.client,
      presence,
      match: presence.match === null ? null : (tournament.matches[presence.match]?.number ?? null),
      revocable: known !== undefined,
    };
  });
  const seen = new Set(hub.devices.map((presence) => presence.device));
  const unseen = admitted
    .filter((device) => !seen.has(device.id))
    .map(
      (device): DeviceRow => ({
        key: device.id,
        device: device.id,
        name: tournament.officials[device.official]?.name ?? device.name,
        client: 'referee',
        presence: null,
        match: null,
        revocable: true,
      }),
    );
  return [...present, ...unseen].toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function rank({ presence, client }: DeviceRow): number {
  if (!presence) return 4;
  if (client === 'panel') return 3;
  if (!presence.connected) return presence.waiting > 0 ? 0 : 1;
  return 2;
}
