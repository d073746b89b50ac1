import type { ReactNode } from 'react';
import { usePanel } from '#pages/panel/panel-context.tsx';

/** A row that a click or Enter opens; the arrows move between rows (`useRowKeys` on the table's body). */
export function OpenRow({
  item,
  label,
  onOpen,
  children,
}: {
  /** What goes into the address when it is opened. */
  item: string;
  label: string;
  onOpen: (item: string) => void;
  children: ReactNode;
}) {
  const { route } = usePanel();
  return (
    <tr
      data-row={item}
      data-open={route.item === item}
      tabIndex={0}
      aria-label={label}
      onClick={(event) => {
        if (event.target instanceof HTMLElement && !event.target.closest('button, a')) onOpen(item);
      }}
    >
      {children}
    </tr>
  );
}
