import * as z from 'zod/mini';
import type { DeviceId, OfficialId, SeatId, TournamentId } from '#shared/domain/ids.ts';
import type { AdapterName, DeliveryTargets } from '#shared/domain/people/people.ts';
import type { TimedState } from '#shared/domain/timed/heat.ts';
import type { TimedEvent } from '#shared/domain/timed/records.ts';
import type { OfficialRole, Wifi } from '#shared/domain/tournament/records.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { fileText } from './file-text.ts';
import { createProgramsApi, type ProgramsApi } from './programs-api.ts';
import { hubSilent, type Trouble } from './trouble.ts';

const Refused = z.object({
  code: z.string(),
  message: z.string(),
  params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
});
const OpenedSeat = z.object({
  seat: z.string(),
  secret: z.string(),
  url: z.string(),
  expires: z.number(),
});
/** Timed heats as the hub folded them: checked for being such a state, trusted inside. */
const Timed = z.custom<TimedState>(
  (state) =>
    z.object({ seq: z.int(), distances: z.object({}), heats: z.object({}) }).safeParse(state).success,
);
/** A seat as the hub opened it: `url` goes into the QR code. */
export type OpenedSeat = z.infer<typeof OpenedSeat>;

/** Separators that a CSV file may have. */
export type Separator = ',' | ';' | 'tab';
/** The files that leave the tournament. */
export type ExportFile = 'matches' | 'events' | 'standings' | 'heats';

/** Hub settings to change; what isn't named stays. */
export interface SettingsChange {
  readonly wifi?: Wifi | null;
  readonly address?: string | null;
  readonly joinByCode?: boolean;
  readonly name?: string;
  /** The ways in that are open, all of them. */
  readonly adapters?: readonly AdapterName[];
  readonly openPublishing?: boolean;
  readonly signUpOpen?: boolean;
  readonly delivery?: DeliveryTargets;
}

/** What the organiser asks of the hub beside the socket. */
export interface OrganiserApi {
  openSeat(
    tournament: TournamentId,
    official: OfficialId | null,
    role: OfficialRole,
  ): Promise<Result<OpenedSeat, Trouble>>;
  closeSeat(seat: SeatId | string): Promise<Result<null, Trouble>>;
  revoke(device: DeviceId): Promise<Result<null, Trouble>>;
  answerJoin(
    request: string,
    answer: {
      accept: boolean;
      tournament?: TournamentId;
      role?: OfficialRole;
      official?: OfficialId | null;
    },
  ): Promise<Result<null, Trouble>>;
  settings(change: SettingsChange): Promise<Result<null, Trouble>>;
  /** Records an entry of a tournament's timed heats; gives them as they are then. A repeated one counts once. */
  timed(tournament: TournamentId, entry: TimedEvent): Promise<Result<TimedState, Trouble>>;
  renewCode(): Promise<Result<null, Trouble>>;
  /** The text of a CSV file, with its byte order mark if asked for. */
  csv(
    tournament: TournamentId,
    file: ExportFile,
    separator: Separator,
    bom: boolean,
  ): Promise<Result<string, Trouble>>;
  /** What concerns the older systems' clients. */
  readonly programs: ProgramsApi;
}

/** Talks to the hub that served this page, with the organiser's token. */
export function createOrganiserApi(token: string, fetchFrom: typeof fetch): OrganiserApi {
  const ask = async (path: string, body?: unknown): Promise<Result<Response, Trouble>> => {
    try {
      const response = await fetchFrom(`/api/organiser/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (response.ok) return ok(response);
      const refused = Refused.safeParse(await response.json().catch(() => null));
      if (!refused.success) return err({ code: String(response.status), message: response.statusText });
      const { code, message, params } = refused.data;
      return err(params ? { code, message, params } : { code, message });
    } catch {
      return err(hubSilent);
    }
  };
  const tell = async (path: string, body: unknown): Promise<Result<null, Trouble>> => {
    const answer = await ask(path, body);
    return answer.ok ? ok(null) : answer;
  };
  return {
    programs: createProgramsApi(ask),
    async openSeat(tournament, official, role) {
      const answer = await ask('seats', { tournament, official, role });
      if (!answer.ok) return answer;
      const seat = OpenedSeat.safeParse(await answer.value.json().catch(() => null));
      return seat.success ? ok(seat.data) : err(hubSilent);
    },
    closeSeat: (seat) => tell(`seats/${seat}/close`, {}),
    revoke: (device) => tell(`devices/${device}/revoke`, {}),
    answerJoin: (request, answer) => tell(`join-requests/${request}`, answer),
    settings: (change) => tell('settings', change),
    async timed(tournament, entry) {
      const answer = await ask(`timed/${tournament}`, entry);
      if (!answer.ok) return answer;
      const state = Timed.safeParse(await answer.value.json().catch(() => null));
      return state.success ? ok(state.data) : err(hubSilent);
    },
    renewCode: () => tell('join-code/renew', {}),
    async csv(tournament, file, separator, bom) {
      const query = new URLSearchParams({ separator, bom: bom ? '1' : '0' });
      const answer = await ask(`export/${tournament}/${file}.csv?${query}`);
      if (!answer.ok) return answer;
      return ok(await fileText(answer.value));
    },
  };
}
