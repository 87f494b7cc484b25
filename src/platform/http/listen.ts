/** Something that listens: a service's HTTP server or its metrics server. */
export type Listen = (address: { port: number; host: string }) => Promise<void>;

/** A port that should be listened on is in use. */
export class PortTakenError extends Error {
  constructor(port: number, variable: string) {
    super(`Port ${port} is taken: end what listens there, or set ${variable} to another port`);
    this.name = 'PortTakenError';
  }
}

/** What Node answers where the kernel has no IPv6, or no address of it. */
const NO_IPV6 = new Set(['EAFNOSUPPORT', 'EADDRNOTAVAIL']);

/**
 * Listens on a port, on every address of the host when `host` is `::`.
 *
 * @param variable - the environment variable that sets the port, for the error's sentence
 * @throws PortTakenError when another process has the port
 */
export async function listenOn(listen: Listen, port: number, host: string, variable: string): Promise<void> {
  try {
    await listen({ port, host });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EADDRINUSE') throw new PortTakenError(port, variable);
    if (host !== '::' || !NO_IPV6.has(code)) throw error;
    await listenOn(listen, port, '0.0.0.0', variable);
  }
}
