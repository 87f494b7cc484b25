import { Inject, Injectable } from '@nestjs/common';
import { AGENT_SETTINGS, type AgentSettings } from '../../../platform/config/agent.settings.js';
import type { AddressedRequest } from '../../../platform/subpath/base-href.js';
import { Pictures } from '../../../rendering/pictures.js';
import { subPathsOf } from '../../addresses.js';
import type { ChartFields } from '../chart-fields.js';
import { AddressTooLongError } from '../quickchart.errors.js';
import { readChart } from '../read-chart.js';
import { chartIdOf, fieldsOfChartId } from './chart-id.js';
import { publicAddress } from './public-address.js';

/** What proxies take: nginx and Apache have 8 KiB for the request line, of which some is left for their own changes. */
export const LONGEST_ADDRESS = 8_000;

/** Addresses that hold their chart. */
@Injectable()
export class ShortAddresses {
  constructor(
    private readonly pictures: Pictures,
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
  ) {}

  /**
   * @throws RenderQueueFullError when there is too much to do
   * @throws InvalidInputError when a field cannot be used
   * @throws ChartRefusedError when the specification cannot be
   * @throws AddressTooLongError when the chart does not fit into an address
   */
  create(request: AddressedRequest, fields: () => ChartFields): string {
    this.pictures.ensureRoom();
    const { question } = readChart(fields(), this.settings);
    const address = `${publicAddress(request, subPathsOf(this.settings))}chart/render/${chartIdOf(question)}`;
    if (address.length > LONGEST_ADDRESS) throw new AddressTooLongError(address.length, LONGEST_ADDRESS);
    return address;
  }

  /**
   * What the chart of an address was asked with.
   *
   * @param name - the id, with or without the ending of a format, which wins over the format in the id
   * @throws NoSuchChartError when the address holds none
   */
  fieldsOf(name: string): ChartFields {
    const [id = '', format, ...more] = name.split('.');
    const fields = fieldsOfChartId(more.length === 0 ? id : name, this.settings.CHART_MAX_BYTES);
    return format === undefined ? fields : { ...fields, format };
  }
}
