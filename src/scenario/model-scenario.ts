import { tickAt } from '../contract/tick.js';
import type {
  Application,
  Harmonic,
  Incident,
  IncidentEffect,
  Scenario,
  SlowNoise,
  Traffic,
} from '../generator/scenario.js';
import { durationMs, durationSeconds } from '../platform/validation.js';
import { type ApplicationFile, type NoiseFile, type TrafficFile, WEEKDAYS } from './application.schema.js';
import type { IncidentFile } from './incident.schema.js';
import type { ScenarioFile } from './scenario.schema.js';

/**
 * Translates a file to the model's terms: seconds, ticks and cosines.
 *
 * @param startTicks - start ticks of each incident with a recurrence rule, by its id
 */
export function modelScenario(
  file: ScenarioFile,
  startTicks: ReadonlyMap<string, readonly number[]>,
): Scenario {
  const names = file.applications.map(({ name }) => name);
  return {
    name: file.name,
    seed: file.seed,
    applications: file.applications.map(modelApplication),
    incidents: file.incidents.map((incident) => modelIncident(incident, names, startTicks.get(incident.id))),
  };
}

function modelApplication(application: ApplicationFile): Application {
  const { name, domain, traffic, latency, capacity, failures, dependencies } = application;
  return {
    name,
    domain,
    traffic: modelTraffic(traffic),
    latency: {
      serviceMs: latency.serviceMs,
      logSigma: latency.logSigma,
      timeoutMs: latency.timeout === undefined ? undefined : durationMs(latency.timeout),
      noise: modelNoise(latency.noise),
    },
    capacity,
    failures: { ...failures, noise: modelNoise(failures.noise) },
    dependencies,
  };
}

function modelTraffic({ ratePerSecond, noise, trend, ...rhythms }: TrafficFile): Traffic {
  return {
    ratePerSecond,
    harmonics: modelHarmonics(rhythms),
    noise: modelNoise(noise),
    trend: trend && { growthPerYear: trend.growthPerYear, sinceTick: tickAt(Date.parse(trend.since)) },
  };
}

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;

function modelHarmonics({
  daily,
  weekly,
  harmonics,
}: Omit<TrafficFile, 'ratePerSecond' | 'noise' | 'trend'>) {
  const list: Harmonic[] = harmonics.map(({ period, amplitude, peakOffset }) => ({
    periodSeconds: durationSeconds(period),
    amplitude,
    peakOffsetSeconds: durationSeconds(peakOffset),
  }));
  if (weekly) {
    // 1970-01-01 was a Thursday.
    const days = (WEEKDAYS.indexOf(weekly.peakDay) - WEEKDAYS.indexOf('thursday') + 7) % 7;
    const peakOffsetSeconds = days * DAY_SECONDS + weekly.peakHourUtc * HOUR_SECONDS;
    list.unshift({ periodSeconds: WEEK_SECONDS, amplitude: weekly.amplitude, peakOffsetSeconds });
  }
  if (daily) {
    const peakOffsetSeconds = daily.peakHourUtc * HOUR_SECONDS;
    list.unshift({ periodSeconds: DAY_SECONDS, amplitude: daily.amplitude, peakOffsetSeconds });
  }
  return list;
}

function modelNoise({ amplitude, period, octaves }: NoiseFile): SlowNoise {
  return { amplitude, periodSeconds: durationSeconds(period), octaves };
}

/**
 * @param everyName - names of all applications: an incident that lists none affects all of them
 * @param startTicks - undefined for an incident without a recurrence rule
 */
function modelIncident(
  incident: IncidentFile,
  everyName: readonly string[],
  startTicks: readonly number[] | undefined,
): Incident {
  const { id, applications, start, duration, ramp, repeat, labels } = incident;
  return {
    id,
    effect: effectOf(incident),
    applications: applications ?? everyName,
    startTick: startTicks?.[0] ?? tickAt(Date.parse(start)),
    durationSeconds: duration === undefined ? Infinity : durationSeconds(duration),
    rampSeconds: durationSeconds(ramp),
    repeat: startTicks
      ? { startTicks }
      : repeat?.every
        ? { everySeconds: durationSeconds(repeat.every) }
        : undefined,
    labels,
  };
}

function effectOf(incident: IncidentFile): IncidentEffect {
  const { kind } = incident;
  switch (kind) {
    case 'outage':
      return { kind, errorRatio: incident.errorRatio };
    case 'brownout':
      return { kind, latencyFactor: incident.latencyFactor };
    case 'error-burst':
      return { kind, errorRatio: incident.errorRatio, errorClass: incident.class };
    case 'traffic-surge':
      return { kind, trafficFactor: incident.trafficFactor };
    case 'slow-leak':
      return {
        kind,
        periodSeconds: durationSeconds(incident.period),
        latencyFactor: incident.latencyFactor,
        restartSeconds: durationSeconds(incident.restart),
      };
    case 'flapping':
      return { kind, periodSeconds: durationSeconds(incident.period), downShare: incident.downShare };
    case 'gap':
      return { kind };
    case 'regime-change':
      return {
        kind,
        trafficFactor: incident.trafficFactor,
        latencyFactor: incident.latencyFactor,
        errorRatio: incident.errorRatio,
      };
    case 'canary':
      return {
        kind,
        share: incident.share,
        latencyFactor: incident.latencyFactor,
        errorRatio: incident.errorRatio,
      };
  }
}
