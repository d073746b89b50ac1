import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import type { HubPort } from '#main/hub/hub-port.ts';
import { answer, bodyOf, refuse } from '#main/lib/answer-refusal.ts';
import { DeviceId, OfficialId, type SeatId, TournamentId } from '#shared/domain/ids.ts';
import { AdapterName, DeliveryTargets, type HubSettings } from '#shared/domain/people/people.ts';
import { refusal } from '#shared/domain/refusal.ts';
import { OfficialRole, Wifi } from '#shared/domain/tournament/records.ts';
import { isLoopback, origins, plainAddress, type Reachable } from './hosts.ts';
import type { Admission, JoinDesk } from './join-desk.ts';

/** How long a phone's question "am I in yet?" waits for the organiser, in milliseconds. */
const longPollMs = 20_000;

const name = z.string().trim().min(1).max(80);
/** Body of `POST /api/join`. */
export const Join = z.object({ secret: z.string().max(200), device: DeviceId, name: name.optional() });
/** Body of `POST /api/join/code`. */
export const AskByCode = z.object({ code: z.string().max(20), name, device: DeviceId });
const Claim = z.object({ once: z.string().max(200) });
const OpenSeat = z.object({ tournament: TournamentId, official: z.nullable(OfficialId), role: OfficialRole });
const AnswerRequest = z.object({
  accept: z.boolean(),
  tournament: z.optional(TournamentId),
  role: z.optional(OfficialRole),
  official: z.optional(z.nullable(OfficialId)),
});
const ChangeSettings = z.object({
  name: name.optional(),
  wifi: z.optional(z.nullable(Wifi)),
  address: z.nullable(z.string().max(60)).optional(),
  joinByCode: z.boolean().optional(),
  adapters: z.array(AdapterName).optional(),
  openPublishing: z.boolean().optional(),
  signUpOpen: z.boolean().optional(),
  delivery: z.optional(DeliveryTargets),
});

/** What the routes need of the server around them. */
export interface RoutesContext {
  readonly hub: HubPort;
  readonly desk: JoinDesk;
  readonly version: string;
  readonly reachable: () => Reachable;
  /** The origin that goes into QR codes. */
  readonly chosenOrigin: () => string;
  /** Some of the hub's settings were changed. */
  readonly settingsChanged: (change: Partial<HubSettings>) => Promise<void>;
  /** Ends the connections of a device that was revoked. */
  readonly dismiss: (device: DeviceId) => void;
}

/** Joining: what phones call before they have a token. */
export function joinRoutes(app: FastifyInstance, context: RoutesContext): void {
  const { desk, hub } = context;
  const withAddresses = (admission: Admission) => ({ ...admission, addresses: origins(context.reachable()) });

  app.get('/api/hello', (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
    return reply.send({
      hub: { id: hub.hubId, name: desk.settings().name, version: context.version },
      addresses: origins(context.reachable()),
    });
  });

  app.post('/api/join', async (request, reply) => {
    const body = bodyOf(Join, request, reply);
    if (!body) return reply;
    const taken = await desk.takeSeat(body.secret, body.device, body.name, plainAddress(request.ip));
    return taken.ok ? reply.send(withAddresses(taken.value)) : refuse(reply, taken.error);
  });

  app.post('/api/join/code', async (request, reply) => {
    const body = bodyOf(AskByCode, request, reply);
    if (!body) return reply;
    const asked = desk.askByCode(body.code, body.name, body.device, plainAddress(request.ip));
    return asked.ok ? reply.code(202).send(asked.value) : refuse(reply, asked.error);
  });

  app.get<{ Params: { request: string }; Querystring: { key?: string } }>(
    '/api/join/code/:request',
    async (request, reply) => {
      const state = await desk.requestState(request.params.request, request.query.key ?? '', longPollMs);
      if (!state.ok) return refuse(reply, state.error);
      return reply.send(state.value.state === 'admitted' ? withAddresses(state.value) : state.value);
    },
  );
}

/** What only the organiser's panel may do, from the hub's own machine. */
export function organiserRoutes(app: FastifyInstance, context: RoutesContext): void {
  const { desk, hub } = context;

  app.addHook('onRequest', async (request, reply) => {
    if (!isLoopback(request.raw, context.reachable())) {
      return refuse(
        reply,
        refusal('NOT_ALLOWED', 'The control panel is open on the hub’s own machine only.'),
      );
    }
    if (request.routeOptions.url === '/api/organiser/claim') return;
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined || desk.whoIs(token)?.role !== 'organiser') {
      return refuse(
        reply,
        refusal('TOKEN_UNKNOWN', 'The panel isn’t signed in any more. Open it again from the hub.'),
      );
    }
  });

  app.post('/api/organiser/claim', async (request, reply) => {
    const body = bodyOf(Claim, request, reply);
    return body ? answer(reply, await desk.claimPanel(body.once)) : reply;
  });

  app.post('/api/organiser/seats', async (request, reply) => {
    const body = bodyOf(OpenSeat, request, reply);
    if (!body) return reply;
    const opened = await desk.openSeat(body.tournament, body.official, body.role);
    if (!opened.ok) return refuse(reply, opened.error);
    return reply.send({ ...opened.value, url: `${context.chosenOrigin()}/j#${opened.value.secret}` });
  });

  app.post<{ Params: { seat: string } }>('/api/organiser/seats/:seat/close', async (request, reply) => {
    await desk.closeSeat(request.params.seat as SeatId);
    return reply.send({});
  });

  app.post<{ Params: { device: string } }>(
    '/api/organiser/devices/:device/revoke',
    async (request, reply) => {
      const device = DeviceId.safeParse(request.params.device);
      if (!device.success) return refuse(reply, refusal('NO_SUCH_RECORD', 'This phone isn’t known.'));
      await desk.revoke(device.data);
      context.dismiss(device.data);
      return reply.send({});
    },
  );

  app.post<{ Params: { id: string } }>('/api/organiser/join-requests/:id', async (request, reply) => {
    const body = bodyOf(AnswerRequest, request, reply);
    if (!body) return reply;
    const tournament = body.tournament ?? hub.tournaments().findLast((line) => line.status === 'open')?.id;
    if (!tournament)
      return refuse(reply, refusal('NO_SUCH_TOURNAMENT', 'There is no open tournament to join.'));
    return answer(
      reply,
      await desk.answer(
        request.params.id,
        body.accept,
        body.role ?? 'referee',
        body.official ?? null,
        tournament,
      ),
    );
  });

  app.post('/api/organiser/settings', async (request, reply) => {
    const body = bodyOf(ChangeSettings, request, reply);
    if (!body) return reply;
    const { address, ...rest } = body;
    const plain = address?.replace(/^https?:\/\//, '').replace(/:\d+$/, '');
    const change = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    await desk.changeSettings({ ...change, ...(address === undefined ? {} : { address: plain ?? null }) });
    await context.settingsChanged(change);
    return reply.send({});
  });

  app.post('/api/organiser/join-code/renew', async (_request, reply) => {
    desk.renewCode();
    return reply.send({});
  });
}
