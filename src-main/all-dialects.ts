import { join } from 'node:path';
import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import { createRelay } from '#main/dialects/relay/relay.ts';
import { roomsDialect } from '#main/dialects/rooms/rooms-dialect.ts';
import type { NatsSource } from '#main/dialects/stream/nats.ts';
import { streamDialect } from '#main/dialects/stream/stream.ts';
import { programFolder } from '#main/version.ts';

/** What the program was started with that concerns single dialects. */
export interface DialectOptions {
  /** Address that the hub listens on; `0.0.0.0`: all of them. */
  readonly host: string;
  /** Port of the gRPC adapter. */
  readonly grpcPort: number;
  /** Where competitions' events are read from besides; null: nowhere. */
  readonly nats: NatsSource | null;
}

/** Files that come with the program, as they lie beside the sources and the built output. */
const resourcesDir = join(programFolder, 'resources');

/** Every older system whose clients the hub serves, in the order in which the panel lists them. */
export const allDialects =
  ({ host, grpcPort, nats }: DialectOptions) =>
  (context: DialectContext): readonly Dialect[] => [
    createRelay(context),
    roomsDialect(context, { grpc: { host, port: grpcPort, resourcesDir } }),
    streamDialect(context, nats),
  ];
