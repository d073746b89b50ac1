import type { DeliveryFailure } from '#shared/domain/meet/delivery-failure.ts';
import type { DeliveryLine } from '#shared/protocol/clients.ts';
import type { Scene } from './programs-stage.ts';

/** Nowhere in it may a line break by itself. */
export const long =
  'LandschaftsmeisterschaftenderJugend2026HalbfinaleMixedFeld14miteinersehrlangenKennungohneLeerzeichenundBindestriche';

/** A busy day with long names: everything that the lists can show at once. `now` is the hub's clock. */
export function setBusy(scene: Scene, now: number): void {
  scene.relay = {
    total: 240,
    matches: [
      { id: 'm1', live: true, events: 132, lastAt: now - 3_000, watchers: 12, own: true, charge: null },
      { id: long, live: true, events: 8, lastAt: now - 41_000, watchers: 1, own: false, charge: null },
      {
        id: 'court 7 / semi-final <b>',
        live: false,
        events: 1_204,
        lastAt: now - 3_700_000,
        watchers: 0,
        own: false,
        charge: null,
      },
      { id: 'announced', live: false, events: 0, lastAt: null, watchers: 0, own: false, charge: null },
    ],
  };
  scene.meets = {
    total: 3,
    meets: [
      {
        id: '123456789',
        name: 'River Open, raw and equipped',
        createdAt: now - 7_200_000,
        finished: false,
        newest: 1_873,
        locations: [
          { name: 'Scoring table', priority: 10, connected: 1, behind: 0, lastSeen: now },
          { name: long, priority: 5, connected: 1, behind: 14, lastSeen: now },
          { name: 'Platform 2', priority: 5, connected: 0, behind: null, lastSeen: now - 190_000 },
          { name: 'Audience screen', priority: null, connected: 3, behind: 0, lastSeen: now },
          { name: 'Warm-up room', priority: null, connected: 0, behind: null, lastSeen: null },
        ],
        conflicts: 2,
        recovering: false,
        publications: [],
      },
      {
        id: '555000111',
        name: '',
        createdAt: now - 600_000,
        finished: false,
        newest: 0,
        locations: [{ name: 'Scoring table', priority: 10, connected: 1, behind: 0, lastSeen: now }],
        conflicts: 0,
        recovering: true,
        publications: [],
      },
      {
        id: '987654321',
        name: 'Marsh Classic',
        createdAt: now - 86_400_000,
        finished: true,
        newest: 904,
        locations: [
          { name: 'Scoring table', priority: 10, connected: 0, behind: null, lastSeen: now - 4_000_000 },
        ],
        conflicts: 0,
        recovering: false,
        publications: [
          {
            id: 'P2',
            at: now - 1_200_000,
            bytes: 84_231,
            returnEmail: 'results@marsh-lifting-federation.example.org',
            deliveries: [
              {
                target: 'folder',
                state: 'delivered',
                tries: 1,
                to: '/home/ada/.local/share/touchline/publications/987654321/2026-05-16T10-04-12.csv',
                failure: null,
                at: now - 1_200_000,
              },
              {
                target: 'webhook',
                state: 'failing',
                tries: 7,
                to: '',
                failure: {
                  code: 'status',
                  where: 'https://results.marsh-lifting-federation.example.org/in',
                  status: 503,
                },
                at: now + 240_000,
              },
              { target: 'smtp', state: 'waiting', tries: 0, to: '', failure: null, at: now + 5_000 },
            ],
          },
        ],
      },
    ],
  };
  scene.conflicts = [
    {
      at: now - 60_000,
      key: 'registration.entries[3].squatKg[1]',
      won: { number: 1_860, location: 'Scoring table', value: '182.5' },
      lost: { number: null, location: 'Platform 2', value: '180' },
    },
    {
      at: now - 900_000,
      key: 'registration.entries[12]',
      won: { number: 1_200, location: 'Scoring table', value: `{"name":"Otter","note":"${long}"}` },
      lost: { number: 1_190, location: long, value: '{"name":"Heron","bodyweightKg":82.1}' },
    },
  ];
  scene.rooms = {
    total: 3,
    rooms: [
      { id: 'hall', messages: 214, listeners: 9, lastAt: now - 12_000 },
      { id: long, messages: 3, listeners: 0, lastAt: now - 5_400_000 },
      { id: 'kitchen', messages: 1, listeners: 1, lastAt: now - 86_400_000 },
    ],
    hubRooms: [
      { id: '67', name: 'Referees of court 3 to 9, and whoever helps there', members: 4, messages: 88 },
    ],
  };
  scene.accounts = {
    signUpOpen: true,
    total: 4,
    accounts: [
      account('1', 'badger', 'badger@example.org', 'organiser', now, { sessions: 2 }),
      account(
        '2',
        'otter_the_official_20',
        'otter.the.official@very-long-domain-name.example.org',
        'official',
        now,
        {
          sessions: 1,
        },
      ),
      account('3', 'heron', 'heron@example.org', 'viewer', now, {}),
      account('4', 'marmot', 'marmot@example.org', 'viewer', now, { revoked: true }),
    ],
    tokens: [
      { name: 'Timing gate', role: 'official', createdAt: now - 86_400_000, revoked: false },
      { name: long.slice(0, 80), role: 'official', createdAt: now - 3_600_000, revoked: false },
      { name: 'Old replayer', role: 'official', createdAt: now - 186_400_000, revoked: true },
    ],
  };
  scene.competitions = {
    total: 2,
    competitions: [
      {
        id: 'a7c2e3f0-1111-4222-8333-444455556666',
        name: 'Ice Valley Sprint Cup, second weekend, all categories',
        live: true,
        activatedAt: now - 5_400_000,
        lastAt: now - 1_000,
        events: 48_210,
        watchers: 6,
        distance: { id: 'd1', name: '1000 m Ladies Division B' },
        heats: [
          { round: 1, number: 7, started: true },
          { round: 1, number: 8, started: false },
        ],
      },
      {
        id: 'b7c2e3f0-1111-4222-8333-444455556666',
        name: '',
        live: false,
        activatedAt: null,
        lastAt: now - 90_000_000,
        events: 12,
        watchers: 0,
        distance: null,
        heats: [],
      },
    ],
  };
  scene.clients.relay = 15;
  scene.clients.meet = 6;
  scene.clients.html = 10;
  scene.clients.accounts = 4;
  scene.clients.stream = 6;
  scene.lines = Array.from({ length: 132 }, (_, i) => ({
    seq: 9_000 - i,
    at: now - 3_000 - i * 7_000,
    text:
      i === 1
        ? `{"referee":{"ID":"m1"},"event":"point","payload":"${'0123456789abcdef'.repeat(400)}"}`
        : `{"referee":{"ID":"m1"},"event":"point ${132 - i}, <script>alert(1)</script>"}`,
  }));
}

const account = (
  id: string,
  username: string,
  email: string,
  role: Scene['accounts']['accounts'][number]['role'],
  now: number,
  { sessions = 0, revoked = false }: { sessions?: number; revoked?: boolean },
) => ({ id, username, email, role, createdAt: now - 86_400_000, revoked, sessions });

/** The mails of the busy scene fail so. */
export function failingMail(scene: Scene, failure: DeliveryFailure): void {
  const failing = (line: DeliveryLine): DeliveryLine =>
    line.target === 'smtp' ? { ...line, state: 'failing', tries: 1, failure } : line;
  const meets = scene.meets.meets.map((meet) => ({
    ...meet,
    publications: meet.publications.map((publication) => ({
      ...publication,
      deliveries: publication.deliveries.map(failing),
    })),
  }));
  scene.meets = { ...scene.meets, meets };
}
