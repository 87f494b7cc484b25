// A minimal Fastify service: one route with a constant text.
import Fastify from 'fastify';

const { BODY, PORT } = process.env;
const server = Fastify();
server.get('/metrics', (_request, reply) => {
  reply.header('content-type', 'application/json; charset=UTF-8').send(BODY);
});
await server.listen({ host: '127.0.0.1', port: Number(PORT) });
