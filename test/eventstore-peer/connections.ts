import { createServer, type AddressInfo, type Server as SocketServer, type Socket } from 'node:net';
import type { Server, ServerCredentials } from '@grpc/grpc-js';

/** The sockets of the peer's clients. gRPC's own listener hides them, and cutting one is what a network does. */
export class Connections {
  private readonly open = new Set<Socket>();
  private readonly listener: SocketServer;

  constructor(server: Server, credentials: ServerCredentials) {
    const injector = server.createConnectionInjector(credentials);
    this.listener = createServer((socket) => {
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket));
      // A client that goes away in the middle of a message is no news.
      socket.on('error', () => socket.destroy());
      injector.injectConnection(socket);
    });
  }

  /** Resolves with the port in use. @throws what the system says of a port that is taken. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.listener.once('error', reject);
      this.listener.listen(port, host, () => resolve((this.listener.address() as AddressInfo).port));
    });
  }

  /** Cuts the connection with this remote address (`host:port`), or all of them, without a goodbye. */
  cut(address?: string): void {
    for (const socket of this.open) {
      if (address === undefined || address === `${socket.remoteAddress}:${socket.remotePort}`) socket.destroy();
    }
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.listener.close(() => resolve());
      this.cut();
    });
  }
}
