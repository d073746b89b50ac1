import { expect, test } from 'vitest';
import { startHub } from '../../support/hub-app.ts';
import { connect, joined, newMeet, stateOf, type TestClient, update } from './meet-client.ts';

type Place = 'Desk' | 'Platform' | 'Weigh-in';
const places: readonly Place[] = ['Desk', 'Platform', 'Weigh-in'];

/** Every order of things. */
function orders<T>(things: readonly T[]): readonly (readonly T[])[] {
  if (things.length < 2) return [things];
  return things.flatMap((first) =>
    orders(things.filter((thing) => thing !== first)).map((rest) => [first, ...rest]),
  );
}

/** The desk overrules the others; between those two, equal to each other, the first stays. */
const winnerOf = (order: readonly Place[]): Place => (order.includes('Desk') ? 'Desk' : (order[0] ?? 'Desk'));

test('[offline] clients of two meets come back in every order, and all of a meet end alike', async () => {
  const { port } = await startHub();
  const openMeet = async (): Promise<Record<Place, TestClient>> => {
    const desk = await newMeet(port);
    return {
      Desk: desk,
      Platform: await joined(port, desk.meetId, 'Platform'),
      'Weigh-in': await joined(port, desk.meetId, 'Weigh-in'),
    };
  };
  const meets = [await openMeet(), await openMeet()];
  const expected: Record<string, unknown>[] = [{}, {}];
  let local = 0;

  const comeBack = async (token: string, updates: readonly object[]): Promise<TestClient> => {
    const client = await connect(port);
    client.token = token;
    client.update(...updates);
    return client;
  };

  for (const [round, order] of [...orders(places), ...orders<Place>(['Platform', 'Weigh-in'])].entries()) {
    local += 10;
    const seen: number[] = [];
    for (const meet of meets) {
      seen.push((await meet.Desk.pull(0)).length);
      // Out of reach, all at once.
      for (const place of places) meet[place].wire.socket.terminate();
    }
    for (const place of order) {
      for (const [n, meet] of meets.entries()) {
        const after = seen[n] ?? 0;
        const back = await comeBack(meet[place].token, [
          update(`round[${round}].weight`, `${place} ${n}`, local, after),
          update(`round[${round}].${place}`, n, local + 1, after),
        ]);
        back.token = meet[place].token;
        meet[place] = back;
        await back.acks();
      }
    }
    for (const [n, meet] of meets.entries()) {
      expected[n] = {
        ...expected[n],
        [`round[${round}].weight`]: `${winnerOf(order)} ${n}`,
        ...Object.fromEntries(order.map((place) => [`round[${round}].${place}`, n])),
      };
      for (const place of places) {
        const client = order.includes(place) ? meet[place] : await comeBack(meet[place].token, []);
        client.token = meet[place].token;
        meet[place] = client;
        expect(stateOf(await client.pull(0))).toEqual(expected[n]);
      }
    }
  }
});
