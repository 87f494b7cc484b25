import type { ChartItem } from 'chart.js';
import { ChartRefusedError } from '../../../platform/errors/catalogue.js';
import type { Sheet } from './canvas.js';
import { chartConfig, type Drawing } from './chart-config.js';
import { Chart } from './chart-js.js';
import { withoutConsole } from './complaints.js';

/**
 * Draws a specification over the whole sheet.
 *
 * A sheet whose drawing failed keeps the state that it failed in: it must not be used again.
 *
 * @param take - reads the picture off the sheet, where it is only during this call
 * @returns what `take` returned
 * @throws ChartRefusedError when Chart.js cannot draw the specification
 */
export function drawChart<T>(sheet: Sheet, drawing: Drawing, take: () => T): T {
  const context = sheet.getContext('2d');
  // Canvases are used again: no font or colour of this picture may reach the next one.
  context.save();
  const chart = createChart(sheet, drawing);
  try {
    return take();
  } finally {
    chart.destroy();
    context.restore();
  }
}

function createChart(sheet: Sheet, drawing: Drawing): InstanceType<typeof Chart> {
  try {
    return withoutConsole(() => new Chart(sheet as unknown as ChartItem, chartConfig(sheet, drawing)));
  } catch (error) {
    forget(sheet);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ChartRefusedError(`Chart.js cannot draw the chart: ${reason}`, {}, error);
  }
}

/** Takes a chart that failed half-way out of Chart.js's lists, where it would stay for ever. */
function forget(sheet: Sheet): void {
  const chart = Chart.getChart(sheet);
  if (chart === undefined) return;
  try {
    chart.destroy();
  } catch {
    // Half a chart may lack what `destroy` takes apart first.
    delete Chart.instances[chart.id];
  }
}
