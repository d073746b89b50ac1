import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';
import type { NatsSource } from '#main/dialects/stream/nats.ts';
import { streamDialect } from '#main/dialects/stream/stream.ts';

/** What the program was started with that concerns single dialects. */
export interface DialectOptions {
  /** Port of the gRPC adapter. */
  readonly grpcPort: number;
  /** Where competitions' events are read from besides; null: nowhere. */
  readonly nats: NatsSource | null;
}

/** Every older system whose clients the hub serves, in the order in which the panel lists them. */
export const allDialects =
  ({ nats }: DialectOptions) =>
  (context: DialectContext): readonly Dialect[] => [streamDialect(context, nats)];
