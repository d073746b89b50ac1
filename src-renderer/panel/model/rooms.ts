/** Which room is open: a chat room, or one of the accounts' sockets; both may have the same id. */
export interface OpenRoom {
  readonly kind: 'chat' | 'hub';
  readonly id: string;
}

/** A room as it stands in the address. */
export const roomItem = ({ kind, id }: OpenRoom): string => `${kind}:${id}`;

/** Reads what stands in the address; null when it is no room. */
export function openRoom(item: string): OpenRoom | null {
  const at = item.indexOf(':');
  const kind = item.slice(0, at);
  const id = item.slice(at + 1);
  return (kind === 'chat' || kind === 'hub') && id !== '' ? { kind, id } : null;
}
