import { join } from 'node:path';
import { accountsDialect } from '#main/dialects/accounts/accounts-dialect.ts';
import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import { meetDialect } from '#main/dialects/meet/meet-dialect.ts';
import { createRelay } from '#main/dialects/relay/relay.ts';
import { roomsDialect } from '#main/dialects/rooms/rooms-dialect.ts';
import type { NatsSource } from '#main/dialects/stream/nats.ts';
import { streamDialect } from '#main/dialects/stream/stream.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import { programFolder } from '#main/version.ts';

/** What the program was started with that concerns single dialects. */
export interface DialectOptions {
  /** Address that the hub listens on; `0.0.0.0`: all of them. */
  readonly host: string;
  /** Port of the gRPC adapter. */
  readonly grpcPort: number;
  /** Where competitions' events are read from besides; null: nowhere. */
  readonly nats: NatsSource | null;
  /** Makes and compares the hashes of accounts' passwords. */
  readonly passwords: Passwords;
}

/** Files that come with the program, as they lie beside the sources and the built output. */
const resourcesDir = join(programFolder, 'resources');

/** Every older system whose clients the hub serves, in the order in which the panel lists them. */
export const allDialects =
  ({ host, grpcPort, nats, passwords }: DialectOptions) =>
  (context: DialectContext): readonly Dialect[] => {
    const accounts = accountsDialect(context, passwords);
    return [
      createRelay(context),
      meetDialect(context, passwords),
      roomsDialect(context, {
        grpc: { host, port: grpcPort, resourcesDir },
        hubRooms: accounts.hubRooms,
      }),
      accounts,
      streamDialect(context, nats),
    ];
  };
