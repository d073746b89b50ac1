import { join } from 'node:path';
import {
  type CallOptions,
  type ClientReadableStream,
  credentials,
  type GrpcObject,
  loadPackageDefinition,
  Metadata,
  makeGenericClientConstructor,
  type ServiceClientConstructor,
  type ServiceError,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { onTestFinished } from 'vitest';
import { programFolder } from '#main/version.ts';

export interface RoomResponse {
  readonly created: boolean;
  readonly success: boolean;
  readonly data: string;
}

export interface StreamedMessage {
  readonly userId: string;
  readonly roomId: string;
  readonly text: string;
}

/** A streaming call: what came, and how it ended. */
export interface RoomStream {
  readonly call: ClientReadableStream<StreamedMessage>;
  readonly messages: readonly StreamedMessage[];
  /** Status code once it has ended: 0 when in good order. */
  code(): number | null;
}

/** A client of the rooms' gRPC service. */
export interface GrpcClient {
  call(method: string, request: object, metadata?: Readonly<Record<string, string>>): Promise<RoomResponse>;
  /** Opens a stream; resolves when the hub has answered with its headers, or has ended it. */
  stream(roomId: string, options?: CallOptions): Promise<RoomStream>;
  close(): void;
}

const definition = loadSync(join(programFolder, 'resources', 'room.proto'), {
  keepCase: true,
  defaults: true,
});
const { service } = (loadPackageDefinition(definition).main as GrpcObject).Room as ServiceClientConstructor;

/** Connects to loopback; ends with the test. `name`: the service's name as the client knows it. */
export function grpcClient(port: number, name: 'main.Room' | 'message.Room' = 'main.Room'): GrpcClient {
  const renamed = Object.fromEntries(
    Object.entries(service).map(([key, method]) => [
      key,
      { ...method, path: method.path.replace('main.Room', name) },
    ]),
  );
  const Client = makeGenericClientConstructor(renamed, name);
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure(), {
    // A line of its own: one that another client had to give up isn't tried again for a while.
    'grpc.use_local_subchannel_pool': 1,
  });
  onTestFinished(() => client.close());
  type Unary = (
    request: object,
    metadata: Metadata,
    options: CallOptions,
    done: (error: ServiceError | null, response: RoomResponse) => void,
  ) => void;
  type Streaming = (request: object, options: CallOptions) => ClientReadableStream<StreamedMessage>;

  return {
    call(method, request, metadata = {}) {
      const sent = new Metadata();
      for (const [key, value] of Object.entries(metadata)) sent.set(key, value);
      return new Promise((resolve, reject) => {
        const unary = (client[method] as unknown as Unary).bind(client);
        unary(request, sent, { deadline: Date.now() + 10_000 }, (error, response) =>
          error ? reject(error) : resolve(response),
        );
      });
    },
    stream(roomId, options = {}) {
      const call = (client.StreamRoom as unknown as Streaming).bind(client)({ roomId }, options);
      onTestFinished(() => call.cancel());
      const messages: StreamedMessage[] = [];
      let code: number | null = null;
      call.on('data', (message: StreamedMessage) => messages.push(message));
      call.on('error', () => {});
      return new Promise((resolve) => {
        const stream: RoomStream = { call, messages, code: () => code };
        call.on('metadata', () => resolve(stream));
        call.on('status', (status) => {
          code = status.code;
          resolve(stream);
        });
      });
    },
    close: () => client.close(),
  };
}
