/** Records in the order that people gave them; of the same place by name, 2 before 10. */
export const byOrder = (
  a: { readonly order: number; readonly name: string },
  b: { readonly order: number; readonly name: string },
): number => a.order - b.order || a.name.localeCompare(b.name, undefined, { numeric: true });
