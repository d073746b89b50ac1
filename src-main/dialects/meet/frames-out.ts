import type { UpdateAck, UpdateRejection } from '#shared/domain/meet/decide-updates.ts';

// What the hub says, each message as the text of its frame.

const frame = (msgType: string, members: object): string => JSON.stringify({ msgType, ...members });

export const meetCreated = (meetId: string, sessionToken: string): string =>
  frame('MEET_CREATED', { meetId, sessionToken });
export const meetJoined = (sessionToken: string): string => frame('MEET_JOINED', { sessionToken });
export const joinRejected = (reason: string): string => frame('JOIN_REJECTED', { reason });
export const invalidSession = (sessionToken: string): string => frame('INVALID_SESSION', { sessionToken });
export const malformedMessage = (errMsg: string): string => frame('MALFORMED_MESSAGE', { errMsg });
export const unknownMessageType = (unknownMsgType: string): string =>
  frame('UNKNOWN_MESSAGE_TYPE', { unknownMsgType });
export const serverPull = (lastServerSeq: number): string => frame('SERVER_PULL', { lastServerSeq });
export const publishAck = (): string => frame('PUBLISH_ACK', {});

export const updateAck = (acks: readonly UpdateAck[]): string =>
  frame('UPDATE_ACK', {
    updateAcks: acks.map(({ local, number }) => ({ localSeqNum: local, serverSeqNum: number })),
  });

export const updateRejected = (rejections: readonly UpdateRejection[]): string =>
  frame('UPDATE_REJECTED', {
    updatesRejected: rejections.map(({ local, conflict, reason }) => ({
      localSeqNum: local,
      conflict,
      reason,
    })),
  });

/** An accepted update in a relay; its value is spelled as it came. */
export const relayedUpdate = (key: string, value: string, number: number): string =>
  `{"updateKey":${JSON.stringify(key)},"updateValue":${value},"serverSeqNum":${number}}`;

/** A relay of updates that `relayedUpdate` has spelled. */
export const updateRelay = (updates: readonly string[]): string =>
  `{"msgType":"UPDATE_RELAY","updatesRelayed":[${updates.join()}]}`;
