import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { once } from 'node:events';
import { readJson, readProblem, type Point, type RangeAnswer } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';
import { EventReader } from './event-reader.js';

describe('the stream of points', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { STREAM_LIMIT: '1005' });
  });
  afterAll(() => service.stop());

  it('sends one event per second, with the points of the range', async () => {
    const events = await EventReader.open(`${service.url}/api/v1/stream`);
    const seen = await events.take(4);
    events.close();
    const ids = seen.map(({ id }) => Number(id));
    const { points } = await readJson<RangeAnswer>(
      service,
      `/api/v1/apps/test-app/range?from=${ids[0]}&to=${ids[3]}`,
    );

    expect(events.contentType).toBe('text/event-stream; charset=utf-8');
    expect(ids).toEqual([0, 1, 2, 3].map((offset) => ids[0]! + offset));
    expect(seen.map(({ data }) => onlyPoint(data))).toEqual(
      points.map((point) => ({ app: 'test-app', ...point })),
    );
  });

  it('continues after Last-Event-ID without a gap', async () => {
    const tick = Math.floor(Date.now() / 1000);
    const events = await EventReader.open(`${service.url}/api/v1/stream`, {
      'last-event-id': String(tick - 1000),
    });
    const seen = await events.take(1002);
    events.close();

    expect(seen.map(({ id }) => Number(id))).toEqual(seen.map((_, index) => tick - 999 + index));
  });

  it('sends an event per step, and heartbeats in between', async () => {
    const quiet = await RunningService.start('k8s-app-monitor-test', { STREAM_HEARTBEAT_SECONDS: '1' });
    const events = await EventReader.open(
      `${quiet.url}/api/v1/stream?step=1h&from=${Math.floor(Date.now() / 1000) - 7200}`,
    );
    const seen = await events.take(2);
    await events.comments(2);
    events.close();

    expect(Number(seen[0]!.id) % 3600).toBe(0);
    expect(Number(seen[1]!.id) - Number(seen[0]!.id)).toBe(3600);
    await quiet.stop();
  });

  it('waits for a paused reader, then sends all events that it missed', async () => {
    const from = Math.floor(Date.now() / 1000) - 20_000;
    const events = await EventReader.open(`${service.url}/api/v1/stream?from=${from}`);
    await events.take(1);
    events.pause();
    const others = await readJson<RangeAnswer>(service, '/api/v1/apps/test-app/range');
    events.resume();
    const seen = await events.take(20_001);
    events.close();

    expect(others.points.length).toBeGreaterThan(1);
    expect(seen.map(({ id }) => Number(id))).toEqual(seen.map((_, index) => from + index));
  });

  it('serves a thousand readers at once and refuses those over the limit', async () => {
    const readers = await Promise.all(
      Array.from({ length: 1000 }, () => EventReader.open(`${service.url}/api/v1/stream`)),
    );
    const firsts = await Promise.all(readers.map((reader) => reader.take(2)));
    const more = await Promise.all(Array.from({ length: 6 }, () => fetch(`${service.url}/api/v1/stream`)));
    const refused = more.filter(({ status }) => status === 503);

    expect(new Set(firsts.map((events) => events.length))).toEqual(new Set([2]));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]!.headers.get('retry-after')).toBe('10');
    for (const reader of readers) reader.close();
    await Promise.all(more.map((response) => response.body!.cancel()));
  });

  it.each([
    ['last-event-id', 'x', 'Expected Last-Event-ID to be the id of an event but received "x"'],
    ['last-event-id', '100', 'Expected Last-Event-ID to be at most 86400 seconds back'],
  ])('refuses a %s of %s', async (header, value, sentence) => {
    const problem = await readProblem(service, '/api/v1/stream', { [header]: value });

    expect(problem.status).toBe(400);
    expect(problem.detail).toContain(sentence);
  });

  it('ends its streams at shutdown, so that readers reconnect elsewhere', async () => {
    const ending = await RunningService.start('k8s-app-monitor-test');
    const events = await EventReader.open(`${ending.url}/api/v1/stream`);
    await events.take(1);

    expect(await ending.stop()).toEqual({ code: 0, signal: null });
    await events.ended;
  });

  it('releases the slot of a reader that has left', async () => {
    const one = await RunningService.start('k8s-app-monitor-test', { STREAM_LIMIT: '1' });
    const first = request(`${one.url}/api/v1/stream`).end();
    const [response] = (await once(first, 'response')) as [NodeJS.ReadableStream];
    await once(response, 'data');
    first.destroy();

    let next = await fetch(`${one.url}/api/v1/stream`);
    while (next.status === 503) next = await fetch(`${one.url}/api/v1/stream`);
    expect(next.status).toBe(200);
    await next.body!.cancel();
    await one.stop();
  });
});

function onlyPoint(data: string): Point & { app: string } {
  const { time, points } = JSON.parse(data) as { time: string; points: (Point & { app: string })[] };
  const [{ app, ...values }] = points as [Point & { app: string }];
  return { app, ...values, time } as Point & { app: string };
}
