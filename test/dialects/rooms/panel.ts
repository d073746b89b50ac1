import type { RunningApp } from '#main/app.ts';
import type { AdaptersStatus, RoomsStatus } from '#shared/protocol/clients.ts';
import type { Answer } from '../../support/http.ts';
import { organiserOf } from '../../support/http.ts';
import { onceOf } from '../../support/hub-app.ts';
import { enter } from '../../support/raw-client.ts';

/** The organiser's panel: what it is shown of the rooms, and what it can do. */
export interface RoomsPanel {
  rooms(): Promise<RoomsStatus>;
  /** A room's line; undefined if it isn't listed. */
  room(id: string): Promise<RoomsStatus['rooms'][number] | undefined>;
  adapter(name: string): Promise<AdaptersStatus['adapters'][number] | undefined>;
  get(path: string): Promise<Answer>;
  post(path: string, body?: unknown): Promise<Answer>;
}

export async function panelOf(app: RunningApp): Promise<RoomsPanel> {
  const organiser = await organiserOf(app.port, onceOf(app));
  const socket = await enter(app.port, { client: 'panel', token: organiser.token, device: 'panel-1' });

  /** The status as it is now, whatever is sent when it changes. */
  async function now<S>(topic: 'rooms' | 'adapters'): Promise<S> {
    socket.frames.length = 0;
    socket.send({ t: 'unwatch', topic });
    socket.send({ t: 'watch', topic });
    const frame = await socket.next('snapshot', (snapshot) => snapshot.topic === topic);
    return frame.state as S;
  }

  return {
    rooms: () => now<RoomsStatus>('rooms'),
    room: async (id) => (await now<RoomsStatus>('rooms')).rooms.find((line) => line.id === id),
    adapter: async (name) =>
      (await now<AdaptersStatus>('adapters')).adapters.find((adapter) => adapter.name === name),
    get: organiser.get,
    post: organiser.post,
  };
}
