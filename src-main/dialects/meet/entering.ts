import type { DialectContext } from '#main/dialects/dialect.ts';
import type { Passwords } from '#main/lib/passwords.ts';
import { triesPerMinute } from '#main/lib/rate-limit.ts';
import type { MeetLocation } from '#shared/domain/meet/events.ts';
import { isMeetId } from '#shared/domain/meet/meet.ts';
import { type Refusal, refusal } from '#shared/domain/refusal.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { MeetFrame } from './frames-in.ts';
import { type Meets, type NewSession, plainMeetId } from './meets.ts';
import { busySeconds, passwordDoor } from './passwords-at-the-door.ts';

const shortestPassword = 10;
/** Meets that one address may create within a minute. */
const createdPerMinute = 60;

type Frame<T extends MeetFrame['msgType']> = Extract<MeetFrame, { msgType: T }>;

/** What the organiser creates a meet with. */
export interface PanelMeet {
  readonly password: string;
  readonly locations: readonly MeetLocation[];
  readonly name: string;
}

/** How clients come into meets: creating and joining. Errors are sentences for the client. */
export interface Entering {
  create(frame: Frame<'CREATE_MEET'>, address: string): Promise<Result<NewSession, string>>;
  join(frame: Frame<'JOIN_MEET'>, address: string): Promise<Result<NewSession, string>>;
  /** Creates a meet that no client has created; gives its id. Refused with BAD_FRAME, or as the hub refuses to record. */
  createOnPanel(meet: PanelMeet): Promise<Result<string, Refusal>>;
}

const tooMany = (seconds: number): string => `too many attempts, try again in ${seconds} s`;
const notKnown = 'invalid meetId/Password';
const isThere = 'a meet with this meetId exists already: join it';

export function createEntering(
  meets: Meets,
  { now }: Pick<DialectContext, 'now'>,
  passwords: Passwords,
): Entering {
  const door = passwordDoor(passwords, now);
  const creations = triesPerMinute(createdPerMinute);

  async function create(meet: PanelMeet, creator: number | null, id: string | null) {
    const password = await passwords.hash(meet.password);
    if (!password.ok) return password;
    const { locations, name } = meet;
    return meets.create({ password: password.value, locations, creator, name, restored: id !== null }, id);
  }

  function notCreated(why: Refusal | 'taken'): string {
    if (why === 'taken') return isThere;
    return why.code === 'TOO_MANY' ? tooMany(busySeconds) : said(why);
  }

  return {
    async create({ thisLocationName, password, endpoints, meetId }, address) {
      const locations = endpoints.map(({ locationName, priority }) => ({
        name: locationName,
        priority: priority ?? null,
      }));
      const creator = locations.findIndex(({ name }) => name === thisLocationName);
      const id = meetId === undefined ? null : plainMeetId(meetId);
      const fault = faultOf(password, locations) ?? (creator === -1 ? 'invalid thisLocationName' : null);
      if (fault !== null) return err(fault);
      if (id !== null && !isMeetId(id)) return err(notKnown);
      const wait = creations.take(address, now());
      if (wait > 0) return err(tooMany(wait));
      if (id !== null && meets.state(id)) return err(isThere);
      const created = await create({ password, locations, name: '' }, creator, id);
      if (!created.ok) return err(notCreated(created.error));
      return created.value.opened ? ok(created.value.opened) : err('no session was opened');
    },
    async join({ meetId, password, locationName }, address) {
      const id = plainMeetId(meetId);
      const meet = isMeetId(id) ? (meets.state(id)?.created ?? null) : null;
      const tried = await door.try(address, id.slice(0, 9), password, meet?.password ?? null);
      if (typeof tried === 'object') return err(tooMany(tried.wait));
      if (tried === 'wrong' || !meet) return err(notKnown);
      const location = meet.locations.findIndex(({ name }) => name === locationName);
      if (location === -1) return err('invalid locationName');
      const joined = await meets.join(id, location);
      return joined.ok ? joined : err(said(joined.error));
    },
    async createOnPanel(meet) {
      const fault = faultOf(meet.password, meet.locations);
      if (fault !== null) return err(refusal('BAD_FRAME', fault));
      const created = await create(meet, null, null);
      if (created.ok) return ok(created.value.meet);
      return err(created.error === 'taken' ? refusal('NAME_TAKEN', isThere) : created.error);
    },
  };
}

/** What is wrong with a new meet's password and locations; null if nothing is. */
function faultOf(password: string, locations: readonly MeetLocation[]): string | null {
  if ([...password].length < shortestPassword) {
    return `invalid password: at least ${shortestPassword} characters`;
  }
  const names = new Set(locations.map(({ name }) => name));
  return names.size < locations.length ? 'invalid endpoints: a locationName is there twice' : null;
}

const said = ({ message }: Refusal): string => message;
