import type { ReactNode } from 'react';
import { otherSide, type Side } from '#shared/domain/sports/rally-events.ts';

/** Both sides as two buttons, as the court lies on this screen. */
export function SideButtons({
  left,
  label,
  note,
  disabled,
  chosen,
  onChoose,
}: {
  left: Side;
  label: (side: Side) => string;
  note?: (side: Side) => ReactNode;
  disabled?: (side: Side) => boolean;
  /** The side that is chosen (null: none yet), where one of the two stays so; leave out where a tap acts at once. */
  chosen?: Side | null;
  onChoose: (side: Side) => void;
}) {
  return (
    <div className="sides">
      {[left, otherSide(left)].map((side) => (
        <button
          key={side}
          type="button"
          className="side-button"
          data-side={side}
          disabled={disabled?.(side) ?? false}
          {...(chosen === undefined ? {} : { 'aria-pressed': chosen === side })}
          onClick={() => onChoose(side)}
        >
          {chosen === undefined ? null : (
            <span className="tick" aria-hidden="true">
              {chosen === side ? '●' : '○'}
            </span>
          )}
          <span className="side-name">{label(side)}</span>
          {note ? <span className="side-note">{note(side)}</span> : null}
        </button>
      ))}
    </div>
  );
}
