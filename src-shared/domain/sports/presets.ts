import type { RallyRules } from './rally-rules.ts';

const seconds = (n: number): number => n * 1000;

/**
 * Singles in badminton: BWF Laws of Badminton 7 (scoring: 21, two ahead, 30 wins; the winner of a game serves first in
 * the next), 8.1 (ends after each game and at 11 in the third), 10.1 (service courts), 14 (lets), 16.2 (intervals: 60 s
 * at 11, 120 s between games), 16.7 (a red card is a fault: point to the other side).
 */
export const badminton: RallyRules = {
  engine: 'rally-sets',
  bestOf: 3,
  target: 21,
  deciderTarget: 21,
  lead: 2,
  cap: 30,
  nextServer: 'rallyWinner',
  servesEach: 1,
  setOpener: 'setWinner',
  deciderToss: false,
  serviceCourt: 'byScore',
  players: 1,
  order: 'single',
  interval: { at: 11, lengthMs: seconds(60), betweenSetsMs: seconds(120) },
  ends: { betweenSets: true, deciderAt: 11, every: null, deciderEvery: null },
  timeouts: null,
  substitutions: null,
  redCardPoint: true,
  lets: true,
};

/**
 * Badminton to 15 (3x15, setting to 21), the format from 2027. The text of the amended laws wasn't open to us: interval
 * and ends at 8 are parameters with these defaults.
 */
export const badminton3x15: RallyRules = {
  ...badminton,
  target: 15,
  deciderTarget: 15,
  cap: 21,
  interval: { ...badminton.interval, at: 8 },
  ends: { ...badminton.ends, deciderAt: 8 },
};

/**
 * Singles in table tennis: ITTF Laws 2.11.1 (11, two ahead), 2.12.1 (any odd number of games), 2.13.3 (two serves each,
 * one each from 10-all), 2.13.6 and 2.13.7 (who served first receives first in the next; ends after each game and at 5 in
 * the last possible one); Regulations 3.4.4 (a minute between games, one time-out of a minute in a match), 3.5.2 (yellow
 * and red card together: a point to the other side; a second time two, of which the referee enters the other). The
 * interval is a parameter with this default, as is everything here. The expedite system (2.15) is not kept by the hub.
 */
export const tableTennis: RallyRules = {
  engine: 'rally-sets',
  bestOf: 5,
  target: 11,
  deciderTarget: 11,
  lead: 2,
  cap: null,
  nextServer: 'inTurn',
  servesEach: 2,
  setOpener: 'alternate',
  deciderToss: false,
  serviceCourt: 'none',
  players: 1,
  order: 'single',
  interval: { at: null, lengthMs: 0, betweenSetsMs: seconds(60) },
  ends: { betweenSets: true, deciderAt: 5, every: null, deciderEvery: null },
  timeouts: { per: 'match', count: 1, lengthMs: seconds(60) },
  substitutions: null,
  redCardPoint: true,
  lets: true,
};

/**
 * Volleyball: FIVB Rules 6.2 and 6.3 (25, two ahead, no cap; 15 in the fifth set), 7.1 (a new toss before the decider),
 * 7.6 (rotation on side-out), 12.1 (the other team opens the next set), 15.1 (two time-outs of 30 s and six
 * substitutions in a set), 18.1 (three minutes between sets), 18.2 (courts changed after each set and at 8 in the
 * decider), 21.3.1 (penalty: point and service to the other team).
 */
export const volleyball: RallyRules = {
  engine: 'rally-sets',
  bestOf: 5,
  target: 25,
  deciderTarget: 15,
  lead: 2,
  cap: null,
  nextServer: 'rallyWinner',
  servesEach: 1,
  setOpener: 'alternate',
  deciderToss: true,
  serviceCourt: 'none',
  players: 6,
  order: 'rotation',
  interval: { at: null, lengthMs: 0, betweenSetsMs: seconds(180) },
  ends: { betweenSets: true, deciderAt: 8, every: null, deciderEvery: null },
  timeouts: { per: 'set', count: 2, lengthMs: seconds(30) },
  substitutions: 6,
  redCardPoint: true,
  lets: false,
};

/**
 * Beach volleyball: FIVB Beach Volleyball Rules on scoring (21, two ahead; 15 in the third), service order, court
 * switches (every 7 points, every 5 in the third) and time-outs (one of 30 s in a set). The official text wasn't open
 * to us: ends, the minute between sets and the opener of set 2 are parameters with these defaults. The loser of the toss
 * chooses before set 2, so the referee may set service and ends anew.
 */
export const beachVolleyball: RallyRules = {
  ...volleyball,
  bestOf: 3,
  target: 21,
  players: 2,
  interval: { at: null, lengthMs: 0, betweenSetsMs: seconds(60) },
  ends: { betweenSets: false, deciderAt: null, every: 7, deciderEvery: 5 },
  timeouts: { per: 'set', count: 1, lengthMs: seconds(30) },
  substitutions: null,
};

/**
 * Squash: WSF Singles Rules 2.1 to 2.3 (the rally's winner scores and serves; 11, two ahead; best of five), 5.2 (box
 * chosen on hand-out, then alternate), 5.3 (a let is served from the same box), 8 (let and stroke). Its text on
 * intervals (7) wasn't open to us: 120 s is a parameter with this default. The winner of a game serves first in the next.
 */
export const squash: RallyRules = {
  engine: 'rally-sets',
  bestOf: 5,
  target: 11,
  deciderTarget: 11,
  lead: 2,
  cap: null,
  nextServer: 'rallyWinner',
  servesEach: 1,
  setOpener: 'setWinner',
  deciderToss: false,
  serviceCourt: 'picked',
  players: 1,
  order: 'single',
  interval: { at: null, lengthMs: 0, betweenSetsMs: seconds(120) },
  ends: { betweenSets: false, deciderAt: null, every: null, deciderEvery: null },
  timeouts: null,
  substitutions: null,
  redCardPoint: false,
  lets: true,
};
