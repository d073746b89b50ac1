import type { Dialect, DialectContext } from '#main/dialects/dialect.ts';

/** What the program was started with that concerns single dialects. */
export interface DialectOptions {
  /** Port of the gRPC adapter. */
  readonly grpcPort: number;
}

/** Every older system whose clients the hub serves, in the order in which the panel lists them. */
export const allDialects =
  (_options: DialectOptions) =>
  (_context: DialectContext): readonly Dialect[] => [];
