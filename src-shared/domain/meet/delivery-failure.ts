/**
 * Why a publication hasn't arrived at a target. `where` is an address without its secrets, or a path; `detail` are the
 * other side's own words or the system's code, to be quoted and not translated; empty when there are none.
 */
export type DeliveryFailure =
  | {
      readonly code: /** Nobody takes connections there. */
        | 'refused'
        /** The name leads nowhere: misspelled, or there is no internet. */
        | 'unknownName'
        /** Its certificate isn't one that the laptop trusts. */
        | 'certificate'
        /** Anything else on the way there. */
        | 'unreachable'
        | 'timeout'
        | 'diskFull'
        | 'notAllowed'
        /** There is a file where a folder should be. */
        | 'inTheWay'
        /** Anything else that the disk says. */
        | 'notWritten';
      readonly where: string;
      readonly detail: string;
    }
  /** A web address answered with another status than 200 to 299; redirects aren't followed. */
  | { readonly code: 'status' | 'redirect'; readonly where: string; readonly status: number }
  | {
      readonly code: /** A mail server doesn't take it now (RFC 5321, 4.2.1: 4yz). */
        | 'mailDeferred'
        /** A mail server never takes it as it is (5yz), e.g. since it doesn't know the recipient. */
        | 'mailRefused'
        /** A mail server doesn't accept the user or the password. */
        | 'mailLogin';
      readonly where: string;
      readonly detail: string;
    }
  /** What the meet gave as its return address is none. */
  | { readonly code: 'badReturnAddress'; readonly address: string }
  | {
      readonly code:
        | 'noReturnAddress'
        | 'badWebAddress'
        /** It arrived, and the hub couldn't record that yet. */
        | 'notRecorded'
        /** The publication or the target isn't there any more. */
        | 'nothing';
    };

/** Whether trying again changes nothing before somebody has corrected something. */
export const isForGood = ({ code }: DeliveryFailure): boolean =>
  code === 'mailRefused' || code === 'mailLogin';
