export type Place = { readonly host: string; readonly port: number };

/** The nodes of one cluster, and which of them leads, if any: the first that joins, until told otherwise. */
export class Members {
  readonly nodes: Node[] = [];
  leader: Node | undefined;

  join(): Node {
    const node = new Node(this);
    this.nodes.push(node);
    this.leader ??= node;
    return node;
  }
}

export class Node {
  place: Place = { host: '', port: 0 };
  /** Nobody but its clients hears this node: it can confirm no append. */
  isCutOff = false;

  constructor(readonly members: Members) {}

  get leads(): boolean {
    return !this.isCutOff && this.members.leader === this;
  }

  /** Where this node believes the leader to be. */
  get leader(): Place | undefined {
    const { leader } = this.members;
    return this.isCutOff || leader?.isCutOff === true ? undefined : leader?.place;
  }

  /** Whether this node hears that one. */
  hears(other: Node): boolean {
    return other === this || !(this.isCutOff || other.isCutOff);
  }
}
