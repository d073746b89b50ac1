import { describe, expect, test } from 'vitest';
import { ask } from '../../support/http.ts';
import { startHub } from '../../support/hub-app.ts';
import { connect, endpoints, joined, newMeet, password, stateOf, update } from './meet-client.ts';

describe('frames', () => {
  test('[frames] create, join, update, relay: word for word', async () => {
    const { port } = await startHub();
    expect(await ask(port, '/health')).toMatchObject({ status: 200, text: 'Healthy' });
    const desk = await connect(port);
    desk.send('CREATE_MEET', { thisLocationName: 'Desk', password, endpoints });
    const created = await desk.next('MEET_CREATED');
    expect(Object.keys(created)).toEqual(['msgType', 'meetId', 'sessionToken']);
    const { meetId, sessionToken } = created as unknown as Record<string, string>;
    expect(meetId).toMatch(/^\d{9}$/);
    expect(sessionToken?.length).toBeGreaterThan(40);

    const screen = await connect(port);
    const grouped = meetId?.replace(/(\d{3})(\d{3})(\d{3})/, '$1-$2 $3');
    screen.send('JOIN_MEET', { meetId: grouped, Password: password, locationName: 'Screen' });
    const { sessionToken: screenToken } = await screen.next('MEET_JOINED');
    expect(screenToken).not.toBe(sessionToken);

    const value = '{"b": 1.50, "a":[9007199254740993, "\\u00e9", null ] }';
    desk.wire.send(
      `{"msgType":"UPDATE_INIT","sessionToken":"${sessionToken}","updates":[{"updateKey":"meet.plates[3].pairCount","updateValue": ${value} ,"localSeqNum":7,"afterServerSeqNum":0}]}`,
    );
    expect(await desk.wire.next((text) => text.includes('UPDATE_ACK'))).toBe(
      '{"msgType":"UPDATE_ACK","updateAcks":[{"localSeqNum":7,"serverSeqNum":1}]}',
    );
    const relay = `{"msgType":"UPDATE_RELAY","updatesRelayed":[{"updateKey":"meet.plates[3].pairCount","updateValue":${value},"serverSeqNum":1}]}`;
    expect(await screen.wire.next((text) => text.includes('UPDATE_RELAY'))).toBe(relay);

    desk.wire.send(`{"msgType":"CLIENT_PULL","sessionToken":"${sessionToken}","lastServerSeq":0}`);
    expect(await desk.wire.next((text) => text.includes('UPDATE_RELAY'))).toBe(relay);
    desk.wire.send(`{"msgType":"CLIENT_PULL","sessionToken":"${sessionToken}","lastServerSeq":1}`);
    expect(await desk.wire.next((text) => text.endsWith('[]}'))).toBe(
      '{"msgType":"UPDATE_RELAY","updatesRelayed":[]}',
    );
  });

  test('[frames] what isn’t understood is answered and changes nothing', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    desk.wire.send('{"msgType":');
    const parser = (): string => {
      try {
        return String(JSON.parse('{"msgType":'));
      } catch (cause) {
        return cause instanceof Error ? cause.message : '';
      }
    };
    expect(await desk.next('MALFORMED_MESSAGE')).toEqual({ msgType: 'MALFORMED_MESSAGE', errMsg: parser() });
    desk.send('DROP_MEET');
    expect(await desk.next('UNKNOWN_MESSAGE_TYPE')).toEqual({
      msgType: 'UNKNOWN_MESSAGE_TYPE',
      unknownMsgType: 'DROP_MEET',
    });
    desk.send('UPDATE_INIT', { sessionToken: 'nobody’s', updates: [] });
    expect(await desk.next('INVALID_SESSION')).toEqual({
      msgType: 'INVALID_SESSION',
      sessionToken: 'nobody’s',
    });
    desk.say('UPDATE_INIT', { updates: [update('a', 1, 1, 0), { updateKey: 'b' }] });
    expect((await desk.next('MALFORMED_MESSAGE')).errMsg).toContain('updates.1');
    let deep: unknown = 0;
    for (let depth = 0; depth < 100; depth += 1) deep = [deep];
    desk.update(update('', 1, 1, 0), update('x'.repeat(2_000), 1, 2, 0), update('a', deep, 3, 0));
    expect((await desk.rejected()).map(({ conflict }) => conflict)).toEqual([false, false, false]);
    expect(await desk.pull(0)).toEqual([]);
  });

  test('[join] refusals say why', async () => {
    const { port } = await startHub();
    const stranger = await connect(port);
    const refused = async (msgType: string, members: object): Promise<unknown> => {
      stranger.send(msgType, members);
      return (await stranger.next('JOIN_REJECTED')).reason;
    };
    expect(
      await refused('CREATE_MEET', { thisLocationName: 'Desk', password: 'too short', endpoints }),
    ).toContain('password');
    expect(await refused('CREATE_MEET', { thisLocationName: 'Roof', password, endpoints })).toBe(
      'invalid thisLocationName',
    );
    const desk = await newMeet(port);
    expect(
      await refused('CREATE_MEET', { thisLocationName: 'Desk', password, endpoints, meetId: desk.meetId }),
    ).toContain('exists already');
    const wrong = { meetId: desk.meetId, password: 'a wrong password', locationName: 'Desk' };
    expect(await refused('JOIN_MEET', wrong)).toBe('invalid meetId/Password');
    expect(await refused('JOIN_MEET', { ...wrong, meetId: '12' })).toBe('invalid meetId/Password');
    expect(await refused('JOIN_MEET', { ...wrong, password, locationName: 'Roof' })).toBe(
      'invalid locationName',
    );
    for (let n = 2; n <= 5; n += 1) expect(await refused('JOIN_MEET', wrong)).toBe('invalid meetId/Password');
    // Whoever guesses is locked out, also with the right one; only at this meet.
    expect(await refused('JOIN_MEET', { ...wrong, password })).toMatch(
      /^too many attempts, try again in \d+ s$/,
    );
    const elsewhere = await newMeet(port);
    await joined(port, elsewhere.meetId, 'Platform');
  }, 60_000);
});

describe('updates', () => {
  test('[display] a display-only client gets relays, and its updates are rejected', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const screen = await joined(port, desk.meetId, 'Screen');
    screen.update(update('a', 1, 1, 0));
    expect(await screen.rejected()).toEqual([
      { localSeqNum: 1, conflict: false, reason: 'this location is display-only' },
    ]);
    desk.update(update('a', 2, 1, 0));
    expect(await screen.relayed()).toEqual([{ updateKey: 'a', updateValue: 2, serverSeqNum: 1 }]);
  });

  test('[repeat] an update whose acknowledgement was lost is acknowledged with its first number', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    desk.update(update('a', 1, 1, 0), update('b', 1, 2, 0));
    await desk.acks();
    desk.wire.socket.terminate();
    const again = await connect(port);
    again.token = desk.token;
    again.update(update('a', 1, 1, 0), update('b', 1, 2, 0), update('c', 1, 3, 0), update('c', 1, 3, 0));
    expect(await again.acks()).toEqual([
      { localSeqNum: 1, serverSeqNum: 1 },
      { localSeqNum: 2, serverSeqNum: 2 },
      { localSeqNum: 3, serverSeqNum: 3 },
      { localSeqNum: 3, serverSeqNum: 3 },
    ]);
    again.update(update('a', 1, 1, 0));
    expect(await again.acks()).toEqual([{ localSeqNum: 1, serverSeqNum: 1 }]);
    expect((await again.pull(0)).length).toBe(3);
    // The token alone makes it a client that gets relays again.
    const platform = await joined(port, desk.meetId, 'Platform');
    platform.update(update('d', 1, 1, 3));
    expect(await again.relayed()).toEqual([{ updateKey: 'd', updateValue: 1, serverSeqNum: 4 }]);
  });

  test('[conflict] the lower priority is rejected and sent the log, the higher one overrules', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const platform = await joined(port, desk.meetId, 'Platform');
    const weighIn = await joined(port, desk.meetId, 'Weigh-in');
    platform.update(update('registration.entries[3].squatKg[1]', 100, 1, 0), update('other', 1, 2, 0));
    await platform.acks();
    await weighIn.relayed();

    // Equal priority, a parent's key: what the hub had first stays.
    weighIn.update(update('registration.entries[3]', { id: 3 }, 1, 0), update('entries[30]', 1, 2, 0));
    expect(await weighIn.acks()).toEqual([{ localSeqNum: 2, serverSeqNum: 3 }]);
    const [rejected] = await weighIn.rejected();
    expect(rejected).toMatchObject({ localSeqNum: 1, conflict: true });
    expect(rejected?.reason).toContain('1');
    expect((await weighIn.relayed()).map(({ serverSeqNum }) => serverSeqNum)).toEqual([1, 2, 3]);

    // Seen before: no conflict. The same value: none either.
    weighIn.update(
      update('registration.entries[3].squatKg[1]', 105, 3, 1),
      update('other', { b: 1, a: 2 }, 4, 2),
    );
    expect((await weighIn.acks()).map(({ serverSeqNum }) => serverSeqNum)).toEqual([4, 5]);
    platform.update(update('other', { a: 2.0, b: 1 }, 3, 2));
    expect(await platform.acks()).toEqual([{ localSeqNum: 3, serverSeqNum: 6 }]);

    // The desk was away: its higher priority overrules both.
    desk.update(update('registration.entries[3].squatKg[1]', 110, 1, 0));
    expect(await desk.acks()).toEqual([{ localSeqNum: 1, serverSeqNum: 7 }]);
    await expect
      .poll(async () => stateOf(await platform.pull(0))['registration.entries[3].squatKg[1]'])
      .toBe(110);
  });

  test('[many] a thousand updates in one frame are one relay', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const screen = await joined(port, desk.meetId, 'Screen');
    const updates = Array.from({ length: 1_000 }, (_, n) =>
      update(`registration.entries[${n}].name`, `Lynx ${n}`, n, 0),
    );
    desk.update(...updates);
    expect((await desk.acks()).at(-1)).toEqual({ localSeqNum: 999, serverSeqNum: 1_000 });
    expect((await screen.relayed()).length).toBe(1_000);
  });

  test('[leak] neither updates nor tokens of one meet count in another', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const other = await newMeet(port);
    desk.update(update('a', 'secret', 1, 0));
    await desk.acks();
    const forged = `${other.meetId}.${desk.token.split('.')[1]}`;
    other.send('CLIENT_PULL', { sessionToken: forged, lastServerSeq: 0 });
    await other.next('INVALID_SESSION');
    other.update(update('b', 1, 1, 0));
    expect(await other.acks()).toEqual([{ localSeqNum: 1, serverSeqNum: 1 }]);
    expect(stateOf(await other.pull(0))).toEqual({ b: 1 });
    expect(other.rest().join()).not.toContain('secret');
  });

  test('[strangers] large frames are for those who have joined, or resume', async () => {
    const { port } = await startHub();
    const desk = await newMeet(port);
    const large = 'x'.repeat(1_000_000);
    const again = await connect(port);
    again.token = desk.token;
    again.update(update('a', large, 1, 0));
    await again.acks();
    const stranger = await connect(port);
    stranger.send('JOIN_MEET', { meetId: desk.meetId, password: large, locationName: 'Desk' });
    expect((await stranger.wire.closed()).code).toBe(1009);
  });
});
