/** Methods with ids that no other has, and that aren't reserved: a second `DS` becomes `DS-2`. */
export function uniqueIds<Method extends { readonly id: string }>(
  methods: readonly Method[],
  reserved: Iterable<string>,
): readonly Method[] {
  const taken = new Set(reserved);
  return methods.map((method) => {
    let id = method.id;
    for (let count = 2; taken.has(id); count++) id = `${method.id}-${count}`;
    taken.add(id);
    return id === method.id ? method : { ...method, id };
  });
}
