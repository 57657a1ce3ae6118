import type { RouteOptions } from 'fastify';

type Route = { readonly address: RegExp; readonly methods: readonly string[] };

const addressOf = (url: string): RegExp =>
  new RegExp(`^${url.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/:\w+/g, '[^/]+')}$`);

/** Every address that the server answers, and how: what is asked in another way than it can be is told apart from what is not there. */
export class KnownRoutes {
  private readonly routes: Route[] = [];

  add({ url, method }: Pick<RouteOptions, 'url' | 'method'>): void {
    if (!url.includes('*')) this.routes.push({ address: addressOf(url), methods: [method].flat() });
  }

  /** The methods that an address takes; none where there is no such address. */
  methodsAt(path: string): readonly string[] {
    const found = this.routes.filter(({ address }) => address.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].toSorted();
  }
}
