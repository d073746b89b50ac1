/**
 * Why something was not done. `code` is stable and is what programs and translations go by; `message` is the English
 * sentence for a referee or organiser; `params` are the values in it. Nothing was changed when a refusal is given.
 */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Every reason the domain, the hub and the protocol can give. */
export type RefusalCode =
  // playing
  | 'MATCH_NOT_STARTED'
  | 'MATCH_OVER'
  | 'MATCH_ALREADY_STARTED'
  | 'MATCH_SUSPENDED'
  | 'MATCH_NOT_FINISHED'
  | 'RESULT_OFFICIAL'
  | 'RESULT_NOT_PROTESTED'
  | 'WRONG_STATE'
  | 'SIDES_UNKNOWN'
  | 'COURT_BUSY'
  | 'SET_NOT_STARTED'
  | 'SET_RUNNING'
  | 'SERVER_UNKNOWN'
  | 'NO_INTERVAL'
  | 'NO_TIMEOUTS_LEFT'
  | 'NO_SUBSTITUTIONS_LEFT'
  | 'NOT_IN_THIS_SPORT'
  | 'NO_SUCH_PLAYER'
  | 'BAD_SCORE'
  // history
  | 'NO_SUCH_EVENT'
  | 'ALREADY_VOIDED'
  | 'NOT_YOUR_LAST_EVENT'
  | 'LATER_EVENT_BREAKS'
  // charge
  | 'NOT_IN_CHARGE'
  | 'NO_SUCH_BRANCH'
  // setting up
  | 'NO_SUCH_TOURNAMENT'
  | 'TOURNAMENT_EXISTS'
  | 'TOURNAMENT_CLOSED'
  | 'NO_SUCH_MATCH'
  | 'NO_SUCH_RECORD'
  | 'IN_USE'
  | 'NUMBER_TAKEN'
  | 'SAME_SIDE_TWICE'
  | 'BAD_RULES'
  | 'HAS_STARTED'
  // hub and wire
  | 'NOT_ALLOWED'
  | 'NOT_JOINED'
  | 'BAD_FRAME'
  | 'FRAME_TOO_LARGE'
  | 'UNKNOWN_TYPE'
  | 'VERSION_UNKNOWN'
  | 'TOO_MANY'
  | 'STORE_FAILED'
  | 'HUB_STOPPING'
  // joining
  | 'NAME_NEEDED'
  | 'SEAT_UNKNOWN'
  | 'SEAT_EXPIRED'
  | 'CODE_WRONG'
  | 'TRY_LATER'
  | 'JOIN_DECLINED'
  | 'TOKEN_UNKNOWN'
  // accounts
  | 'NAME_TAKEN'
  | 'EMAIL_INVALID'
  | 'USERNAME_INVALID'
  | 'PASSWORD_INVALID';

/** Builds a refusal; `{name}` in the sentence is replaced by the parameter of that name. */
export function refusal(
  code: RefusalCode,
  message: string,
  params?: Readonly<Record<string, string | number>>,
): Refusal {
  if (!params) return { code, message };
  const filled = message.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { code, message: filled, params };
}
