/** Placeholder. */
export function CodesDialog({ onClose: _ }: { onClose: () => void }) {
  return null;
}
